import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gunzip } from 'node:zlib';
import { SaliogramError } from '@saliogram/core';
import type { ChosenRecording } from './chosen-recording.ts';

/** Bytes of a file that are enough to tell what it is. */
const HEAD = 1024;

/**
 * The IDX files of images and labels in a folder, or a file of images with the labels beside it; undefined for what is
 * neither a folder nor such a file.
 *
 * @throws `file-missing` for a folder without images
 */
export async function imageFiles(given: string): Promise<ChosenRecording | undefined> {
  const found = await stat(given).catch(() => undefined);
  if (found?.isFile()) return (await dimensionsOf(given)) === 3 ? withLabels(given) : undefined;
  if (!found?.isDirectory()) return undefined;
  const kinds: (readonly [string, number | undefined])[] = [];
  for (const name of (await readdir(given)).sort()) {
    kinds.push([join(given, name), await dimensionsOf(join(given, name))]);
  }
  const paths = kinds.flatMap(([path, dimensions]) => (dimensions === 3 || dimensions === 1 ? [path] : []));
  if (!kinds.some(([, dimensions]) => dimensions === 3)) {
    throw new SaliogramError(
      'file-missing',
      `${given}: is a folder without images (IDX files); give the path of a WFDB record without .hea, or a folder with the files of MNIST`,
      { details: { folder: given } },
    );
  }
  return { name: basename(given), paths, areImages: true };
}

/** The file of images and, where it is there, the one of labels that is named alike. */
async function withLabels(images: string): Promise<ChosenRecording> {
  const named = basename(images).replace('images', 'labels').replace('idx3', 'idx1');
  const names = [named, named.replace(/\.gz$/, ''), `${named}.gz`];
  for (const path of names.map((name) => join(dirname(images), name))) {
    if (path !== images && (await dimensionsOf(path)) === 1) {
      return { name: basename(images), paths: [images, path], areImages: true };
    }
  }
  return { name: basename(images), paths: [images], areImages: true };
}

/** How many dimensions an IDX file of unsigned bytes has, gzip-compressed or not; undefined for any other file. */
async function dimensionsOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    const head = buffer.subarray(0, bytesRead);
    const [zero, alsoZero, type, dimensions] = head[0] === 0x1f ? await unzipped(head) : head;
    return zero === 0 && alsoZero === 0 && type === 0x08 ? dimensions : undefined;
  } finally {
    await file.close();
  }
}

/** What can be unzipped of data that is cut; nothing of data that is no gzip. */
async function unzipped(head: Uint8Array): Promise<Uint8Array> {
  // Without this the missing end would be an error.
  return promisify(gunzip)(head, { finishFlush: constants.Z_SYNC_FLUSH }).catch(() => new Uint8Array(0));
}
