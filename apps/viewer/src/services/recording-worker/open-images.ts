import { readDigits } from '@saliogram/datasets';
import type { DigitImages } from '@saliogram/datasets';
import { baseName, bytesOf } from '../../lib/file-entry.ts';
import type { FileEntry } from '../../lib/file-entry.ts';
import { inMemory } from './in-memory.ts';
import type { OpenRecording } from './open-recording.ts';

/** The parts of MNIST by the names of its files. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^t10k-/, 'MNIST test set'],
  [/^train-/, 'MNIST training set'],
];

/**
 * Opens images, which stand in for a recording: each is a case, and its label the reference.
 *
 * @throws as `readDigits` of datasets
 */
export async function openImages(images: FileEntry, labels: FileEntry | undefined): Promise<OpenRecording> {
  const digits = await readDigits(await fileOf(images), labels ? await fileOf(labels) : null);
  const name = baseName(images.name).replace(/\.gz$/i, '');
  const facts = {
    name,
    kind: 'images',
    samplingFrequency: 1,
    sampleCount: digits.count,
    leads: [],
    comments: [],
    annotators: digits.labels ? ['labels'] : [],
    digest: digits.dataHash,
    images: {
      rows: digits.rows,
      columns: digits.columns,
      part: PARTS.find(([begin]) => begin.test(name))?.[1] ?? '',
    },
  } as const;
  const references = digits.labels && marksOf(digits.labels);
  return { ...inMemory(facts, [], references), images: digits };
}

function marksOf(labels: NonNullable<DigitImages['labels']>) {
  return Array.from(labels, (digit, sample) => ({ sample, symbol: String(digit), note: '' }));
}

async function fileOf(entry: FileEntry) {
  return { name: baseName(entry.name), bytes: await bytesOf(await entry.blob()) };
}
