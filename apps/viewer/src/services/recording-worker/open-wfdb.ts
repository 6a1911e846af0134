import { isSaliogramError, sha256Hex } from '@saliogram/core';
import { formatHeader, httpStore, openRecord, readAnnotations } from '@saliogram/records';
import type { ByteStore, EcgRecord } from '@saliogram/records';
import { baseName, entryStore } from '../../lib/file-entry.ts';
import type { FileEntry } from '../../lib/file-entry.ts';
import { asMark } from '../../lib/annotation-file.ts';
import { annotatorsBeside, stemOf } from '../../lib/file-set.ts';
import type { RecordingSource } from '../../lib/recording.ts';
import type { OpenRecording } from './open-recording.ts';

const VOLTAGES = /^[munµμ]?V$/;
/** Annotation files that a server is asked for: it lists none. */
const USUAL_ANNOTATORS = ['atr'];
/** Extensions that annotation files of PhysioNet have; a damaged one is told of, not passed over. */
const KNOWN_ANNOTATORS =
  /^(atr|qrs|ecg|ari|ann|apn|st[abc-]?|16a|pu\d?|q[12]c|man|wqrs|gqrs|wrong|saliogram)$/i;

/** Opens a WFDB record among files at hand. @param header name of its header, with `.hea` */
export async function openEntries(entries: readonly FileEntry[], header: string): Promise<OpenRecording> {
  const store = entryStore(entries);
  const name = stemOf(header);
  const record = await openRecord(store, name);
  const signals = record.signals.map(({ fileName }) => fileName);
  const names = entries.map((entry) => entry.name);
  const annotators: string[] = [];
  for (const annotator of annotatorsBeside(header, names, signals)) {
    if (KNOWN_ANNOTATORS.test(annotator) || (await isReadable(store, name, annotator)))
      annotators.push(annotator);
  }
  return asRecording(record, store, name, inOrder(annotators));
}

/** Opens a WFDB record by the address of its folder, read by range. */
export async function openAddress({
  base,
  name,
  files,
}: Extract<RecordingSource, { kind: 'address' }>): Promise<OpenRecording> {
  const store = httpStore(base);
  const record = await openRecord(store, name);
  const signals = record.signals.map(({ fileName }) => fileName);
  const annotators: string[] = [];
  const listed = files && annotatorsBeside(`${name}.hea`, files, signals);
  for (const annotator of listed ?? USUAL_ANNOTATORS) {
    if (await exists(store, `${name}.${annotator}`)) annotators.push(annotator);
  }
  return asRecording(record, store, name, inOrder(annotators));
}

async function asRecording(
  record: EcgRecord,
  store: ByteStore,
  name: string,
  annotators: readonly string[],
): Promise<OpenRecording> {
  const identity = `${formatHeader(record.header)}\n${record.sampleCount} samples`;
  return {
    facts: {
      name: baseName(name),
      kind: 'wfdb',
      samplingFrequency: record.samplingFrequency,
      sampleCount: record.sampleCount,
      leads: record.signals.map(({ units }, i) => ({
        name: record.leads[i],
        units: VOLTAGES.test(units) ? 'mV' : units,
      })),
      comments: record.header.info,
      annotators,
      digest: await sha256Hex(new TextEncoder().encode(identity)),
    },
    read: (leads, from, to) =>
      record.read(
        leads.map((lead) => record.leads[lead]),
        from,
        to,
      ),
    async references(annotator) {
      const marks = await readAnnotations(store, name, annotator, record.samplingFrequency);
      return marks.map(asMark);
    },
    verify: () => record.verify(),
  };
}

/** The reference first. */
function inOrder(annotators: readonly string[]): string[] {
  const rank = (annotator: string): number => (annotator.toLowerCase() === 'atr' ? 0 : 1);
  return annotators.toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

async function isReadable(store: ByteStore, name: string, annotator: string): Promise<boolean> {
  try {
    await readAnnotations(store, name, annotator);
    return true;
  } catch (error) {
    if (isSaliogramError(error)) return false;
    throw error;
  }
}

async function exists(store: ByteStore, path: string): Promise<boolean> {
  try {
    await store.open(path);
    return true;
  } catch (error) {
    if (isSaliogramError(error, 'file-missing')) return false;
    throw error;
  }
}
