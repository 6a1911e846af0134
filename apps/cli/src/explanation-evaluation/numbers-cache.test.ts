import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { randomHeat } from '@saliogram/explain';
import { folderNumbers, scoreStoreOf } from './numbers-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'saliogram-numbers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const numbers = { deletion: Float64Array.of(0.1, NaN, -2e-300), 'layer lstm.0': Float64Array.of(1) };

describe('folderNumbers', () => {
  it('gives back what was measured of the same things, and keeps what was measured of others', async () => {
    const cache = folderNumbers(folder);
    await cache.write('lrp again', { seed: 1 }, numbers);
    await cache.write('lrp again', { seed: 2 }, { deletion: Float64Array.of(5) });
    expect(await cache.read('lrp again', { seed: 1 })).toEqual(numbers);
    expect(await cache.read('lrp again', { seed: 2 })).toEqual({ deletion: Float64Array.of(5) });
    expect(await cache.read('lrp again', { seed: 3 })).toBeUndefined();
    expect(await cache.read('lrp', { seed: 1 })).toBeUndefined();
  });
});

describe('scoreStoreOf', () => {
  it('tells maps of one name apart by their values, and evaluations by what shapes them', async () => {
    const cache = folderNumbers(join(folder, 'scores'));
    const store = scoreStoreOf(cache, { model: 'a' });
    const x = { values: new Float32Array(6), batch: 1, steps: 6, channels: 1 };
    const [one, other] = [1, 2].map((seed) => randomHeat(x, [0], seed));
    await store.write(one, 'removal', numbers);
    expect(await store.read(one, 'removal')).toEqual(numbers);
    expect(await store.read(other, 'removal')).toBeUndefined();
    expect(await store.read(one, 'shape')).toBeUndefined();
    expect(await scoreStoreOf(cache, { model: 'b' }).read(one, 'removal')).toBeUndefined();
    expect(readdirSync(join(folder, 'scores'))).toHaveLength(1);
  });
});
