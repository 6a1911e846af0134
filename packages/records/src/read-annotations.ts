import type { Annotation } from './annotation.ts';
import { takeNotes, type AnnotationFile } from './annotation-notes.ts';
import { readAll, type ByteStore } from './byte-source.ts';
import { decodeAnnotations } from './decode-annotations.ts';

/**
 * The annotations of a record.
 *
 * @param annotator extension of the annotation file; default `atr`, the reference annotations
 * @param samplingFrequency Hz, of the record: samples that the file counts at another rate are brought to it, rounded;
 *   default: they stay as they are
 * @throws `file-missing`, `file-truncated`, `file-corrupt`
 */
export async function readAnnotations(
  store: ByteStore,
  recordName: string,
  annotator = 'atr',
  samplingFrequency?: number,
): Promise<Annotation[]> {
  const { annotations, timeResolution } = await readAnnotationFile(store, recordName, annotator);
  if (samplingFrequency === undefined || timeResolution === undefined) return [...annotations];
  const ratio = samplingFrequency / timeResolution;
  return annotations.map((annotation) => ({ ...annotation, sample: Math.round(annotation.sample * ratio) }));
}

/** As {@link readAnnotations}, with what the file says of its own rate and codes; samples as the file counts them. */
export async function readAnnotationFile(
  store: ByteStore,
  recordName: string,
  annotator = 'atr',
): Promise<AnnotationFile> {
  const source = await store.open(`${recordName}.${annotator}`);
  return takeNotes(decodeAnnotations(await readAll(source), source.name), source.name);
}
