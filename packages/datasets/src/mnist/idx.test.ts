import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gunzip } from './gunzip.ts';
import { readIdx } from './idx.ts';

// Written by hand from the format: magic 0x00000803, sizes 2 x 2 x 3, then twelve bytes.
const header = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3];
const file = Uint8Array.from([...header, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

describe('readIdx', () => {
  it('reads sizes and values, also from the middle of a buffer', () => {
    const shifted = Uint8Array.from([9, 9, 9, ...file]).subarray(3);
    const { dimensions, values } = readIdx(shifted, 'images', 3);
    expect(dimensions).toEqual([2, 2, 3]);
    expect([...values]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('tells a cut file, an overlong one and a cut header', () => {
    expect(() => readIdx(file.subarray(0, 20), 'images', 3)).toThrow('images: got 20 bytes, expected 28');
    expect(() => readIdx(Uint8Array.from([...file, 0]), 'images', 3)).toThrow('got 29 bytes, expected 28');
    expect(() => readIdx(file.subarray(0, 7), 'images', 3)).toThrow(
      'got 7 bytes, expected 16 for the header',
    );
  });

  it('tells another magic number with its offset', () => {
    expect(() => readIdx(file, 'labels', 1)).toThrow(
      'labels: got magic number 0x00000803 at offset 0, expected 0x00000801',
    );
  });
});

describe('gunzip', () => {
  it('unzips gzip and passes anything else through', async () => {
    expect(await gunzip(gzipSync(file), 'images.gz')).toEqual(file);
    expect(await gunzip(file, 'images')).toBe(file);
  });

  it('tells a cut gzip file by name', async () => {
    const zipped = gzipSync(file);
    await expect(gunzip(zipped.subarray(0, zipped.length - 9), 'images.gz')).rejects.toMatchObject({
      code: 'file-corrupt',
      message: expect.stringContaining('images.gz: got'),
    });
  });
});
