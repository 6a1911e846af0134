import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { NamedFile } from './recording.ts';
import { listEntries, sortFiles } from './file-set.ts';
import { idxDimensions } from './idx-files.ts';

const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 51, 102, 255);
const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7);
const file = (name: string, bytes: Uint8Array): NamedFile => ({
  name,
  blob: new Blob([Uint8Array.from(bytes)]),
});
const sorted = async (...files: NamedFile[]) => sortFiles(await listEntries(files));

describe('IDX files', () => {
  it('are known by their first bytes, also of a cut gzip file', async () => {
    expect(await idxDimensions(images)).toBe(3);
    expect(await idxDimensions(labels)).toBe(1);
    const random = Uint8Array.from({ length: 9000 }, (_, i) => (i * 7919 * (i % 13)) % 251);
    const long = new Uint8Array(gzipSync(Uint8Array.of(...images.subarray(0, 4), ...random)));
    expect(await idxDimensions(long.subarray(0, 4096))).toBe(3);
    expect(await idxDimensions(Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3))).toBeUndefined();
    expect(await idxDimensions(Uint8Array.of(0x1f, 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9))).toBeUndefined();
    expect(await idxDimensions(new Uint8Array(0))).toBeUndefined();
  });

  it('go in pairs by their names, in any folder, gzip or not', async () => {
    const { recordings, unknown } = await sorted(
      file('mnist/train-images-idx3-ubyte', images),
      file('mnist/train-labels-idx1-ubyte', labels),
      file('mnist/t10k-images-idx3-ubyte.gz', new Uint8Array(gzipSync(images))),
      file('mnist/t10k-labels-idx1-ubyte', labels),
      file('mnist/NOTE.md', new TextEncoder().encode('a note')),
    );
    expect(recordings).toEqual([
      {
        kind: 'images',
        file: 'mnist/t10k-images-idx3-ubyte.gz',
        labels: 'mnist/t10k-labels-idx1-ubyte',
      },
      { kind: 'images', file: 'mnist/train-images-idx3-ubyte', labels: 'mnist/train-labels-idx1-ubyte' },
    ]);
    expect(unknown).toEqual([]);
  });

  it('go together under any names where there is one of each, and images go alone', async () => {
    const both = await sorted(file('a', images), file('b', labels));
    expect(both.recordings).toEqual([{ kind: 'images', file: 'a', labels: 'b' }]);
    expect((await sorted(file('a', images))).recordings).toEqual([{ kind: 'images', file: 'a' }]);
  });

  it('are told where there are labels alone', async () => {
    expect((await sorted(file('b', labels))).unknown).toEqual([
      { name: 'b', found: 'a file of labels without the images they belong to' },
    ]);
  });
});
