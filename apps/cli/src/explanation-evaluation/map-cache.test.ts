import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Attribution } from '@saliogram/explain';
import { folderCache } from './map-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'saliogram-maps-'));
afterAll(() => rmSync(folder, { recursive: true }));

const map: Attribution = {
  method: 'integrated-gradients',
  targets: Int32Array.of(1, 0),
  shape: { batch: 2, steps: 2, channels: 1 },
  values: Float32Array.of(0.1, -2, 3e-30, 0),
  heat: { scaling: 'magnitude', floor: 0 },
  settings: { nodes: 50, baseline: 'zero' },
  cost: { forward: 104, backward: 100 },
  completenessGap: [0.25, -1e-9],
  notes: ['A note.'],
};
const madeFrom = { model: 'abc', indices: [3, 5] };

describe('folderCache', () => {
  it('gives back what was written, made from the same things', async () => {
    const cache = folderCache(folder);
    await cache.write('integrated-gradients', madeFrom, map);
    expect(await cache.read('integrated-gradients', madeFrom)).toEqual(map);
  });

  it('does not know what was made from others, by another name, or is no such file', async () => {
    const cache = folderCache(folder);
    await cache.write('integrated-gradients', madeFrom, map);
    expect(await cache.read('integrated-gradients', { ...madeFrom, indices: [3] })).toBeUndefined();
    expect(await cache.read('occlusion', madeFrom)).toBeUndefined();
    const [file = ''] = readdirSync(folder);
    for (const bytes of ['', 'not a file of maps', new Uint8Array(100)]) {
      writeFileSync(join(folder, file), bytes);
      expect(await cache.read('integrated-gradients', madeFrom)).toBeUndefined();
    }
  });
});
