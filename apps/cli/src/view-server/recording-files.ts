import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { SaliogramError } from '@saliogram/core';
import { decodeAnnotations, parseHeader, recordFiles } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import type { ChosenRecording } from './chosen-recording.ts';
import { imageFiles } from './image-files.ts';

/** Beyond this, a file beside a record is no annotation file: a day of beats takes a quarter of a megabyte. */
const MOST_ANNOTATION_BYTES = 64 * 2 ** 20;

/**
 * The files of a recording: a `.csv`, `.tsv` or `.zip` file itself, IDX files of images and their labels, or of a WFDB record
 * its header, the signal files and segments that the header names and the annotation files beside it.
 *
 * @param given path of the file, of a folder of IDX files, or of a record with or without `.hea`
 * @throws `file-missing`, `file-corrupt` for a header that names files in other folders, and what reading a header
 *   throws
 */
export async function recordingFiles(given: string): Promise<ChosenRecording> {
  if (/\.(csv|tsv|zip)$/i.test(given)) {
    await requireFile(given, 'check the path');
    return { name: basename(given), paths: [given] };
  }
  const header = /\.hea$/i.test(given) ? given : `${given}.hea`;
  const isRecord = (await stat(header).catch(() => undefined))?.isFile() ?? false;
  const images = isRecord ? undefined : await imageFiles(given);
  if (images) return images;
  await requireFile(header, 'give the path of a WFDB record, of a .csv, .tsv or .zip file');
  const folder = dirname(header);
  const name = basename(header, extname(header));
  const { signals, segments } = parseHeader(await readFile(header, 'utf8'), header);
  const named = segments
    ? (await recordFiles(directoryStore(folder), name)).slice(1)
    : signals.map(({ fileName }) => fileName);
  const signalFiles = [...new Set(named)].filter((file) => file !== '~');
  const elsewhere = signalFiles.find((file) => file !== basename(file) || file === '..');
  if (elsewhere !== undefined) {
    throw new SaliogramError(
      'file-corrupt',
      `${header}: names the signal file ${elsewhere}, expected a file beside the header; put it there and mend the header`,
      { details: { file: header, signalFile: elsewhere } },
    );
  }
  for (const file of signalFiles) await requireFile(join(folder, file), `${header} names it; copy it there`);
  const annotations = await annotationFiles(folder, name, new Set([basename(header), ...signalFiles]));
  return {
    name,
    paths: [basename(header), ...signalFiles, ...annotations].map((file) => join(folder, file)),
  };
}

/** Files named as the record with another ending, `taken` ones aside, whose bytes are annotations. */
async function annotationFiles(folder: string, name: string, taken: ReadonlySet<string>): Promise<string[]> {
  const beside = (await readdir(folder)).filter(
    (file) =>
      !taken.has(file) && file.startsWith(`${name}.`) && /^[a-z][\w-]*$/i.test(file.slice(name.length + 1)),
  );
  const found: string[] = [];
  for (const file of beside.sort()) {
    // Reference annotations that are damaged are for the page to complain of.
    if (file === `${name}.atr` || (await holdsAnnotations(join(folder, file)))) found.push(file);
  }
  return found;
}

async function holdsAnnotations(path: string): Promise<boolean> {
  const found = await stat(path);
  if (!found.isFile() || found.size > MOST_ANNOTATION_BYTES) return false;
  try {
    return decodeAnnotations(await readFile(path), path).length > 0;
  } catch {
    // Something else that is named as the record, such as a note.
    return false;
  }
}

/**
 * Checks that a file is there to be served.
 *
 * @param advice what to do when it is not
 * @throws `file-missing`
 */
export async function requireFile(path: string, advice: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return;
  throw new SaliogramError(
    'file-missing',
    `${path}: ${found ? 'is not a file' : 'no such file'}; ${advice}`,
    {
      details: { file: path },
    },
  );
}
