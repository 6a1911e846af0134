import { SaliogramError } from '@saliogram/core';
import { baseName } from './file-entry.ts';
import type { FileEntry } from './file-entry.ts';
import type { NamedFile } from './recording.ts';
import { idxDimensions, labelsOf } from './idx-files.ts';

/** Bytes that are enough to tell what a file is. */
const HEAD = 4096;

/** What a model remembers of its training stands beside it under its name with this ending. */
const EXAMPLES = /\.examples\.safetensors$/i;

/** What a file is by its content. */
export type FileKind =
  | 'zip'
  | 'model'
  | 'examples'
  | 'header'
  | 'table'
  | 'images'
  | 'labels'
  | 'text'
  | 'binary';

/** A recording among files. */
export interface FoundRecording {
  readonly kind: 'wfdb' | 'csv' | 'images';
  /** Name of its header, table or file of images. */
  readonly file: string;
  /** Of images, the file of their labels, where it is there. */
  readonly labels?: string;
}

/** Files sorted by what they are. */
export interface FoundFiles {
  readonly recordings: readonly FoundRecording[];
  readonly models: readonly FileEntry[];
  /** Training examples of models. */
  readonly examples: readonly FileEntry[];
  /** Files that the reader named and nothing can be done with, each with what it is. */
  readonly unknown: readonly { readonly name: string; readonly found: string }[];
}

/**
 * The files, those in zips among them.
 *
 * @throws `file-corrupt` for a damaged zip; `network-failed` when the page's server is gone before the first zip is opened
 */
export async function listEntries(files: readonly NamedFile[]): Promise<FileEntry[]> {
  const entries = await Promise.all(
    files.map(async (file) => {
      const entry = plainEntry(file);
      if ((await kindOf(entry)) !== 'zip') return [entry];
      // Loaded when it is needed: most files are no zips.
      const { zipEntries } = await import('./zip-entries.ts').catch((cause: unknown) => {
        throw notLoaded(file.name, cause);
      });
      return zipEntries(file.blob, file.name);
    }),
  );
  return entries.flat();
}

function notLoaded(name: string, cause: unknown): SaliogramError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SaliogramError(
    'network-failed',
    `${name}: the script that opens zips was not loaded (${reason}); unpack it and drop its files, or reload the page`,
    { details: { file: name }, cause },
  );
}

function plainEntry({ name, blob }: NamedFile): FileEntry {
  return {
    name,
    size: blob.size,
    isNamed: !name.includes('/'),
    head: async (length) => new Uint8Array(await blob.slice(0, length).arrayBuffer()),
    blob: async () => blob,
  };
}

/** Sorts files by their content: a model is one under any name, headers and training examples are known by their names. */
export async function sortFiles(entries: readonly FileEntry[]): Promise<FoundFiles> {
  const kinds = new Map<FileEntry, FileKind>();
  for (const entry of entries) kinds.set(entry, await kindOf(entry));
  const of = (kind: FileKind): FileEntry[] => entries.filter((entry) => kinds.get(entry) === kind);
  const headers = of('header');
  const imageSets = of('images').map(({ name }): FoundRecording => {
    const labels = labelsOf(name, of('images'), of('labels'));
    return { kind: 'images', file: name, ...(labels !== undefined && { labels }) };
  });
  const byName = (a: FoundRecording, b: FoundRecording): number =>
    a.file.localeCompare(b.file, 'en', { numeric: true });
  const recordings = [
    ...headers.map(({ name }): FoundRecording => ({ kind: 'wfdb', file: name })),
    ...of('table')
      // A folder of a database holds lists and sums beside its recordings.
      .filter(({ isNamed }) => isNamed || headers.length === 0)
      .map(({ name }): FoundRecording => ({ kind: 'csv', file: name })),
    ...imageSets,
  ].sort(byName);
  const stems = new Set(headers.map(({ name }) => stemOf(name)));
  const signals = new Set((await Promise.all(headers.map(signalFilesOf))).flat());
  const unknown = entries
    .filter((entry) => entry.isNamed && ['text', 'binary', 'labels'].includes(kinds.get(entry) ?? ''))
    .filter(({ name }) => !stems.has(stemOf(name)) && !signals.has(name))
    .filter(({ name }) => !imageSets.some(({ labels }) => labels === name))
    .map((entry) => ({ name: entry.name, found: describe(entry, kinds.get(entry) ?? 'binary') }));
  return { recordings, models: of('model'), examples: of('examples'), unknown };
}

/** The endings of files beside a header that may hold its annotations. */
export function annotatorsBeside(
  header: string,
  files: readonly string[],
  signals: readonly string[],
): string[] {
  const stem = stemOf(header);
  return files
    .filter((name) => name !== header && stemOf(name) === stem && !signals.includes(baseName(name)))
    .map((name) => name.slice(stem.length + 1))
    .filter((ending) => /^[a-z][a-z0-9]*$/i.test(ending));
}

/** A path without its last extension. */
export function stemOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') ? path.slice(0, dot) : path;
}

async function kindOf(entry: FileEntry): Promise<FileKind> {
  const head = await entry.head(HEAD);
  if (startsWith(head, 'PK\x03\x04') || startsWith(head, 'PK\x05\x06')) return 'zip';
  if (EXAMPLES.test(entry.name)) return 'examples';
  if (isSafetensors(head, entry.size)) return 'model';
  if (/\.hea$/i.test(entry.name)) return 'header';
  if (/\.safetensors$/i.test(entry.name)) return 'model';
  const dimensions = await idxDimensions(head);
  if (dimensions === 3) return 'images';
  if (dimensions === 1) return 'labels';
  if (!isText(head)) return 'binary';
  return /\.(csv|tsv)$/i.test(entry.name) || hasRowsOfNumbers(head) ? 'table' : 'text';
}

/** The length of a JSON header, and the brace it begins with. */
function isSafetensors(head: Uint8Array, size: number): boolean {
  if (head.length < 9) return false;
  const length = new DataView(head.buffer, head.byteOffset).getBigUint64(0, true);
  return length >= 2n && length <= BigInt(size) && head[8] === 0x7b;
}

function startsWith(head: Uint8Array, mark: string): boolean {
  return Array.from(mark).every((letter, i) => head[i] === letter.charCodeAt(0));
}

function isText(head: Uint8Array): boolean {
  return (
    head.length > 0 && head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)
  );
}

/** Whether one of the first lines, but for one cut at the end, is numbers with something between them. */
function hasRowsOfNumbers(head: Uint8Array): boolean {
  const lines = new TextDecoder().decode(head).split(/\r\n|\n|\r/);
  return lines.slice(0, Math.max(1, Math.min(8, lines.length - 1))).some((line) => {
    const fields = line.trim().split(/[,;\t]/);
    return fields.every((field) => /^\s*["']?-?[\d.:]+(e-?\d+)?["']?\s*$/i.test(field));
  });
}

async function signalFilesOf(header: FileEntry): Promise<string[]> {
  const folder = header.name.slice(0, header.name.lastIndexOf('/') + 1);
  const text = new TextDecoder().decode(await header.head(HEAD));
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.slice(1).map((line) => folder + (/^\S+/.exec(line.trim())?.[0] ?? ''));
}

function describe({ name, size }: FileEntry, kind: FileKind): string {
  if (size === 0) return 'an empty file';
  if (kind === 'labels') return 'a file of labels without the images they belong to';
  if (/\.(dat|atr|qrs|ecg|ari)$/i.test(name))
    return `part of a WFDB recording without its header ${stemOf(name)}.hea`;
  return kind === 'text' ? 'text without rows of numbers' : 'a binary file of unknown kind';
}
