import { openRecord, parseHeader, readAll, readAnnotations } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { detectQrs } from '@saliogram/signal';
import type { QrsMode } from '@saliogram/signal';
import { beatAnnotations } from '../detection/beat-annotations.ts';
import type { RecordPlace } from './find-records.ts';

/** What stands in a comparison: an annotation file by its extension, or the detector run on the record's first signal. */
export type TestAnnotator = { readonly file: string } | { readonly detector: QrsMode };

/** Two annotators of a record, and what the header says of its time. */
export interface AnnotatedRecord {
  readonly samplingFrequency: number;
  /** Undefined when the header does not say. */
  readonly sampleCount: number | undefined;
  readonly reference: readonly Annotation[];
  readonly test: readonly Annotation[];
}

/** @throws what reading a record and its annotations throws */
export async function readAnnotators(
  place: RecordPlace,
  reference: string,
  test: TestAnnotator,
): Promise<AnnotatedRecord> {
  const store = directoryStore(place.folder);
  const source = await store.open(`${place.name}.hea`);
  const header = parseHeader(new TextDecoder().decode(await readAll(source)), source.name);
  const { samplingFrequency, sampleCount } = header;
  const read = (annotator: string): Promise<Annotation[]> =>
    readAnnotations(store, place.name, annotator, samplingFrequency);
  return {
    samplingFrequency,
    sampleCount,
    reference: await read(reference),
    test: 'file' in test ? await read(test.file) : await detect(place, test.detector),
  };
}

/** The detector's beats as annotations; it tells no classes, so all are normal. */
async function detect(place: RecordPlace, mode: QrsMode): Promise<Annotation[]> {
  const record = await openRecord(directoryStore(place.folder), place.name);
  const [signal] = await record.read([record.leads[0]]);
  const { peaks } = detectQrs(signal, { samplingFrequency: record.samplingFrequency, mode });
  return beatAnnotations(peaks, 0);
}
