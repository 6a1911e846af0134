import { SaliogramError, isSaliogramError, sequenceBatch, throwIfAborted } from '@saliogram/core';
import type { ClassInfo, OnEvent } from '@saliogram/core';
import { readAll } from '@saliogram/records';
import type { ByteStore } from '@saliogram/records';
import { hashParts } from '../labelled-sequences.ts';
import type { LabelledSequences } from '../labelled-sequences.ts';
import { gunzip } from './gunzip.ts';
import { readIdx } from './idx.ts';

/** MNIST digits as sequences: T = 784 steps, C = 1, values in [0, 1]. */
export type DigitSequences = Pick<
  LabelledSequences,
  'name' | 'sequences' | 'labels' | 'classes' | 'dataHash'
>;

/** A file of digits by its name, gzip-compressed or not. */
export interface DigitFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Images as an IDX file holds them. */
export interface DigitImages {
  readonly count: number;
  /** Pixels of an image from top to bottom. */
  readonly rows: number;
  /** Pixels of an image from left to right. */
  readonly columns: number;
  /** Grey levels, 0 is black, shape [count, rows, columns]. */
  readonly pixels: Uint8Array;
  /** 0 to 9, one per image; null where no labels were given. */
  readonly labels: Uint8Array | null;
  /** SHA-256 over the pixel bytes, then the label bytes. */
  readonly dataHash: string;
}

/** The ten digits, K = 10. */
export const MNIST_CLASSES: readonly ClassInfo[] = Array.from('0123456789', (digit) => ({
  symbol: digit,
  name: `Digit ${digit}`,
}));

/**
 * Loads MNIST's own training and test sets, each image read in scan-line order (rows from the top, left to right).
 *
 * The files are the four IDX files under their original names, gzip-compressed (`.gz`) or not. Values are pixel / 255,
 * shapes [60000, 784, 1] and [10000, 784, 1]; `dataHash` is over the pixel bytes, then the label bytes. The paper
 * (section II) uses the same order and split.
 *
 * @throws `file-missing` naming the file; `format-unknown`, `file-truncated`, `file-corrupt` as the IDX reader does
 */
export async function loadMnist(
  store: ByteStore,
  options: { signal?: AbortSignal; onEvent?: OnEvent } = {},
): Promise<{ train: DigitSequences; test: DigitSequences }> {
  const train = await loadPart(store, 'train', 'MNIST training set', 0, options);
  const test = await loadPart(store, 't10k', 'MNIST test set', 2, options);
  options.onEvent?.({ type: 'progress', stage: 'read MNIST', done: 4, total: 4 });
  return { train, test };
}

async function loadPart(
  store: ByteStore,
  prefix: string,
  name: string,
  done: number,
  options: { signal?: AbortSignal; onEvent?: OnEvent },
): Promise<DigitSequences> {
  throwIfAborted(options.signal, 'MNIST');
  options.onEvent?.({ type: 'progress', stage: 'read MNIST', done, total: 4 });
  const { count, rows, columns, pixels, labels, dataHash } = await readDigits(
    await fileOf(store, `${prefix}-images-idx3-ubyte`),
    await fileOf(store, `${prefix}-labels-idx1-ubyte`),
  );
  const values = Float32Array.from(pixels);
  for (let i = 0; i < values.length; i++) values[i] /= 255;
  return {
    name,
    sequences: sequenceBatch(values, count, rows * columns),
    labels: labels?.slice() ?? new Uint8Array(0),
    classes: MNIST_CLASSES,
    dataHash,
  };
}

/** A file under its own name or, where that is not there, with `.gz`. */
async function fileOf(store: ByteStore, name: string): Promise<DigitFile> {
  const source = await store.open(name).catch((error: unknown) => {
    if (!isSaliogramError(error, 'file-missing')) throw error;
    return store.open(`${name}.gz`);
  });
  return { name: source.name, bytes: await readAll(source) };
}

/**
 * The images of an IDX file, with the labels of another where it is given.
 *
 * @throws `format-unknown`, `file-truncated`, `file-corrupt` as the IDX reader does, and for labels of another number of
 *   images or that are no digits
 */
export async function readDigits(images: DigitFile, labels: DigitFile | null = null): Promise<DigitImages> {
  const found = await readFile(images, 3);
  const named = labels && (await readFile(labels, 1));
  if (named) checkPair(found, named);
  const [count, rows, columns] = found.dimensions;
  return {
    count,
    rows,
    columns,
    pixels: found.values,
    labels: named?.values ?? null,
    dataHash: await hashParts(found.values, named?.values ?? new Uint8Array(0)),
  };
}

type NamedIdx = Awaited<ReturnType<typeof readFile>>;

async function readFile({ name, bytes }: DigitFile, dimensionCount: number) {
  return { name, ...readIdx(await gunzip(bytes, name), name, dimensionCount) };
}

function checkPair(images: NamedIdx, labels: NamedIdx): void {
  if (images.dimensions[0] !== labels.dimensions[0]) {
    throw new SaliogramError(
      'file-corrupt',
      `${labels.name}: got ${labels.dimensions[0]} labels, expected ${images.dimensions[0]} as ${images.name} has images; take both files from one source`,
      { details: { labels: labels.dimensions[0], images: images.dimensions[0] } },
    );
  }
  const wrong = labels.values.findIndex((label) => label > 9);
  if (wrong >= 0) {
    throw new SaliogramError(
      'file-corrupt',
      `${labels.name}: got label ${labels.values[wrong]} at offset ${8 + wrong}, expected 0 to 9; copy the file again`,
      { details: { offset: 8 + wrong, label: labels.values[wrong] } },
    );
  }
}
