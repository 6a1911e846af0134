import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { loadMnist, readDigits } from './mnist.ts';

const data = process.env.SALIOGRAM_DATA ?? join(import.meta.dirname, '../../../../../shared/data');
const folder = join(data, 'mnist');

const images = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 51, 102, 255]);
const labels = Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 1, 7]);
const files = {
  'train-images-idx3-ubyte': images,
  'train-labels-idx1-ubyte.gz': new Uint8Array(gzipSync(labels)),
  't10k-images-idx3-ubyte': images,
  't10k-labels-idx1-ubyte': labels,
};

describe('loadMnist', () => {
  it('reads rows from the top, left to right, scaled to 0..1, from plain and gzip files', async () => {
    const { train } = await loadMnist(memoryStore(files));
    // 51, 102 and 255 are 0.2, 0.4 and 1 of 255.
    expect([...train.sequences.values].map((value) => Number(value.toFixed(6)))).toEqual([0, 0.2, 0.4, 1]);
    expect([...train.labels]).toEqual([7]);
  });

  it('tells files that do not belong together, a label that is no digit, and a missing file', async () => {
    const two = Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 2, 7, 7]);
    await expect(loadMnist(memoryStore({ ...files, 't10k-labels-idx1-ubyte': two }))).rejects.toThrow(
      'got 2 labels, expected 1',
    );
    const ten = Uint8Array.from([...labels.subarray(0, 8), 10]);
    await expect(loadMnist(memoryStore({ ...files, 't10k-labels-idx1-ubyte': ten }))).rejects.toThrow(
      'got label 10 at offset 8',
    );
    await expect(loadMnist(memoryStore({}))).rejects.toMatchObject({ code: 'file-missing' });
  });
});

describe('readDigits', () => {
  it('keeps the shape and the bytes, with and without labels', async () => {
    const file = { name: 'images', bytes: images };
    const { count, rows, columns, pixels, labels: none, dataHash } = await readDigits(file);
    expect([count, rows, columns, none]).toEqual([1, 2, 2, null]);
    expect([...pixels]).toEqual([0, 51, 102, 255]);
    const labelled = await readDigits(file, {
      name: 'labels.gz',
      bytes: files['train-labels-idx1-ubyte.gz'],
    });
    expect([...(labelled.labels ?? [])]).toEqual([7]);
    expect(labelled.dataHash).not.toBe(dataHash);
  });
});

describe.skipIf(!existsSync(folder))('loadMnist (needs MNIST)', () => {
  it('has the published label counts', { timeout: 20_000 }, async () => {
    const { train, test } = await loadMnist(directoryStore(folder));
    const count = (values: Uint8Array): number[] =>
      values.reduce<number[]>((sums, label) => ((sums[label] += 1), sums), Array(10).fill(0));
    // Counted with an independent decoder from two copies of different origin.
    expect(count(train.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(count(test.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect(test.sequences).toMatchObject({ batch: 10_000, steps: 784, channels: 1 });
  });
});
