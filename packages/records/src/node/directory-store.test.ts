import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAll } from '../byte-source.ts';
import { directoryStore } from './directory-store.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'saliogram-'));
  await writeFile(join(directory, 'a.dat'), Uint8Array.of(1, 2, 3, 4, 5));
});
afterAll(() => rm(directory, { recursive: true }));

const failure = (code: string): unknown => expect.objectContaining({ code });

describe('directory store', () => {
  it('reads ranges of a file', async () => {
    const source = await directoryStore(directory).open('a.dat');
    expect(await source.size()).toBe(5);
    expect(await source.read(1, 3)).toEqual(Uint8Array.of(2, 3));
    expect(await readAll(source)).toEqual(Uint8Array.of(1, 2, 3, 4, 5));
    await expect(source.read(3, 6)).rejects.toThrow(failure('file-truncated'));
  });

  it('notices a file that shrank after it was opened', async () => {
    await writeFile(join(directory, 'b.dat'), new Uint8Array(9));
    const source = await directoryStore(directory).open('b.dat');
    await truncate(join(directory, 'b.dat'), 4);
    await expect(source.read(2, 8)).rejects.toThrow(failure('file-truncated'));
  });

  it('finds no missing file and no folder, and never leaves its own', async () => {
    const store = directoryStore(directory);
    for (const path of ['none.dat', 'a.dat/b', '.']) {
      await expect(store.open(path)).rejects.toThrow(failure('file-missing'));
    }
    for (const path of ['../a.dat', 'x/../../a.dat', '/etc/hostname']) {
      await expect(store.open(path)).rejects.toThrow(failure('argument-invalid'));
    }
  });
});
