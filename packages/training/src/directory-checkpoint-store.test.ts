import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toyData, toyModel, toySplit } from '../testing/toy-problem.ts';
import { memoryCheckpointStore } from './checkpoint-store.ts';
import { directoryCheckpointStore } from './directory-checkpoint-store.ts';
import { train } from './train.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saliogram-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('directoryCheckpointStore', () => {
  it('saves whole files under their name only, replaces, lists and removes', async () => {
    const store = directoryCheckpointStore(join(folder, 'deep', 'run'));
    expect(await store.list()).toEqual([]);
    expect(await store.load('a')).toBeUndefined();
    await store.save('a', Uint8Array.of(1, 2, 3));
    await store.save('a', Uint8Array.of(4));
    await store.save('b', Uint8Array.of(5));
    expect([...(await store.load('a'))!]).toEqual([4]);
    expect((await readdir(join(folder, 'deep', 'run'))).sort()).toEqual(['a', 'b']);
    await store.remove('a');
    await store.remove('a');
    expect(await store.list()).toEqual(['b']);
  });

  it('does not list what a killed save left', async () => {
    const store = directoryCheckpointStore(folder);
    await writeFile(join(folder, '.resume-00000001.safetensors.part'), 'half');
    expect(await store.list()).toEqual([]);
  });

  it('carries a run from one process to the next', async () => {
    const config = { epochs: 2, batchSize: 8, checkpointEverySteps: 3 };
    const unbroken = await toyModel('wasm');
    await train(unbroken, toyData(), toySplit(), config, { checkpoints: memoryCheckpointStore() });
    const stop = new AbortController();
    const first = train(await toyModel('wasm'), toyData(), toySplit(), config, {
      checkpoints: directoryCheckpointStore(folder),
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === 'checkpoint') stop.abort();
      },
    });
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    // Other starting weights: what counts must come from the folder.
    const second = await toyModel('wasm', 99);
    await train(second, toyData(), toySplit(), config, { checkpoints: directoryCheckpointStore(folder) });
    expect(second.engine.getParameters()).toEqual(unbroken.engine.getParameters());
  });
});
