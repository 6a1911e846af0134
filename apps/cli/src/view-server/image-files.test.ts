import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { imageFiles } from './image-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'saliogram-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 9);
const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7);
/** Longer than what is looked at, so that its gzip data is cut there. */
const long = Uint8Array.from([...images, ...Array.from({ length: 9000 }, (_, i) => (i * 7919) % 251)]);

function write(name: string, files: Readonly<Record<string, Uint8Array | string>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
  return path;
}

describe('the files of images', () => {
  it('of a folder are all images and labels in it, and nothing else', async () => {
    const mnist = write('mnist', {
      'train-images-idx3-ubyte.gz': new Uint8Array(gzipSync(long)),
      'train-labels-idx1-ubyte.gz': new Uint8Array(gzipSync(labels)),
      't10k-images-idx3-ubyte': images,
      'secret.txt': 'not to be served',
      'other.gz': new Uint8Array(gzipSync('no images')),
    });
    const chosen = await imageFiles(mnist);
    expect(chosen).toMatchObject({ name: 'mnist', areImages: true });
    expect(chosen?.paths.map((path) => basename(path))).toEqual([
      't10k-images-idx3-ubyte',
      'train-images-idx3-ubyte.gz',
      'train-labels-idx1-ubyte.gz',
    ]);
  });

  it('of a file of images are itself and the labels beside it', async () => {
    const one = write('one', {
      't10k-images-idx3-ubyte': images,
      't10k-labels-idx1-ubyte.gz': new Uint8Array(gzipSync(labels)),
      'alone-images': images,
    });
    const paths = async (name: string) =>
      (await imageFiles(join(one, name)))?.paths.map((path) => basename(path));
    expect(await paths('t10k-images-idx3-ubyte')).toEqual([
      't10k-images-idx3-ubyte',
      't10k-labels-idx1-ubyte.gz',
    ]);
    expect(await paths('alone-images')).toEqual(['alone-images']);
    expect(await paths('t10k-labels-idx1-ubyte.gz')).toBeUndefined();
  });

  it('are missing in a folder without any, and anything else is none of them', async () => {
    const none = write('none', { 'note.txt': 'hello' });
    await expect(imageFiles(none)).rejects.toMatchObject({ code: 'file-missing' });
    expect(await imageFiles(join(none, 'note.txt'))).toBeUndefined();
    expect(await imageFiles(join(none, 'nothing'))).toBeUndefined();
  });
});
