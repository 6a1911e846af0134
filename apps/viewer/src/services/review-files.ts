import { encodeAnnotations } from '@saliogram/records';
import { agreementCsv, auditCsv, labelsCsv } from '../lib/review-csv.ts';
import { checkAnnotator, readerAnnotations } from '../lib/review-export.ts';
import { worklistRows, worklistSource } from '../lib/worklist.ts';
import { saveFile } from './export/save-file.ts';
import { notifyError } from './notices.ts';
import type { Store } from './store.ts';

/** A file of the reader's work, not yet saved. */
export interface ReviewFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Everything the reader has made of the open recording: annotation file (not of images), labels, audit trail, and the
 * agreement where there are blind readings.
 *
 * @param annotator ending of the annotation file's name
 * @throws `argument-invalid` for an annotator name that is none or taken
 */
export function reviewFiles(store: Store, annotator: string): readonly ReviewFile[] {
  const { recording, work, audit } = store.state.value;
  if (!recording) throw new Error('internal: there is no recording to export labels of');
  const name = checkAnnotator(annotator, recording.annotators);
  const rows = worklistRows(worklistSource(store.state.value));
  const base = recording.name.split('/').at(-1) ?? recording.name;
  const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);
  const of = recording.images ? 'image' : 'beat';
  const annotations = (): ReviewFile => ({
    name: `${base}.${name}`,
    bytes: Uint8Array.from(encodeAnnotations(readerAnnotations(rows, work))),
  });
  return [
    ...(recording.images ? [] : [annotations()]),
    { name: `${base}-${name}.csv`, bytes: text(labelsCsv(rows, work, of)) },
    { name: `${base}-${name}-audit.csv`, bytes: text(auditCsv(audit, of)) },
    ...(work.blindReadings.length > 0
      ? [{ name: `${base}-${name}-agreement.csv`, bytes: text(agreementCsv(work.blindReadings, of)) }]
      : []),
  ];
}

/** Saves all files as one zip, so that labels never go without their audit trail; a failure becomes a notice. */
export async function saveReviewFiles(store: Store, annotator: string): Promise<void> {
  try {
    const files = reviewFiles(store, annotator);
    const { zipSync } = await import('fflate');
    const name = files.find((file) => file.name.endsWith(`-${annotator}.csv`))!.name.replace(/csv$/, 'zip');
    const zip = zipSync(Object.fromEntries(files.map((file) => [file.name, file.bytes])));
    saveFile(name, Uint8Array.from(zip), 'application/zip');
  } catch (error) {
    notifyError(store, 'Your labels were not exported', error);
  }
}

/** Saves one of the files by the end of its name; a failure becomes a notice. */
export function saveReviewFile(store: Store, annotator: string, ending: string): void {
  try {
    const file = reviewFiles(store, annotator).find(({ name }) => name.endsWith(ending));
    if (!file) throw new Error(`internal: no file of the reader's work ends in ${ending}`);
    saveFile(file.name, file.bytes, 'application/octet-stream');
  } catch (error) {
    notifyError(store, 'Your labels were not exported', error);
  }
}
