import { SaliogramError, sha256Hex } from '@saliogram/core';
import type { OnEvent } from '@saliogram/core';
import { readCsv } from '../../lib/csv-recording.ts';
import { baseName } from '../../lib/file-entry.ts';
import type { FileEntry } from '../../lib/file-entry.ts';
import { listEntries, sortFiles, stemOf } from '../../lib/file-set.ts';
import type { RecordingSource } from '../../lib/recording.ts';
import { inMemory } from './in-memory.ts';
import type { OpenRecording } from './open-recording.ts';
import { openImages } from './open-images.ts';
import { openEntries } from './open-wfdb.ts';

/** Bytes of a table that, with its size, tell it from others. */
const DIGEST_BYTES = 1 << 16;

/**
 * Opens the recording among files that the source names, or the first.
 *
 * @throws `file-missing` when there is none
 */
export async function openFiles(
  source: Extract<RecordingSource, { kind: 'files' }>,
  onEvent: OnEvent,
): Promise<OpenRecording> {
  const entries = await listEntries(source.files);
  const { recordings } = await sortFiles(entries);
  const wanted =
    source.name === undefined ? recordings[0] : recordings.find(({ file }) => file === source.name);
  if (!wanted) {
    throw new SaliogramError(
      'file-missing',
      `${source.name ?? 'the files'}: got ${entries.length} files without this recording, expected a WFDB header (.hea), a table (.csv) or images (IDX)`,
      { details: { name: source.name, files: entries.slice(0, 20).map(({ name }) => name) } },
    );
  }
  if (wanted.kind === 'wfdb') return openEntries(entries, wanted.file);
  const entry = entries.find(({ name }) => name === wanted.file);
  if (!entry) throw new Error(`internal: ${wanted.file} was listed and is gone`);
  if (wanted.kind === 'images') {
    return openImages(
      entry,
      entries.find(({ name }) => name === wanted.labels),
    );
  }
  return openTable(entry, source.samplingFrequency, onEvent);
}

async function openTable(
  entry: FileEntry,
  samplingFrequency: number | undefined,
  onEvent: OnEvent,
): Promise<OpenRecording> {
  const table = await readCsv(await entry.blob(), baseName(entry.name), samplingFrequency, onEvent);
  const head = await entry.head(DIGEST_BYTES);
  const rest = new TextEncoder().encode(`${entry.size} bytes at ${table.samplingFrequency} Hz`);
  const identity = new Uint8Array(head.length + rest.length);
  identity.set(head);
  identity.set(rest, head.length);
  return inMemory(
    {
      name: baseName(stemOf(entry.name)),
      kind: 'csv',
      samplingFrequency: table.samplingFrequency,
      sampleCount: table.samples[0].length,
      leads: table.leads.map(({ name, units }) => ({ name, units })),
      comments: table.comments,
      annotators: [],
      digest: await sha256Hex(identity),
    },
    table.samples,
    null,
  );
}
