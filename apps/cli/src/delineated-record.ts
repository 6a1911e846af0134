import { cutBeats } from '@saliogram/datasets';
import type { ClassPreset, Preprocessing } from '@saliogram/datasets';
import { openRecord, readAnnotations } from '@saliogram/records';
import type { ByteStore } from '@saliogram/records';
import { delineateBeats } from '@saliogram/signal';
import type { DelineatedBeat } from '@saliogram/signal';

/** The beats of a recording as a model's preprocessing finds them, with their waves. */
export interface DelineatedRecord {
  /** Hz. */
  readonly samplingFrequency: number;
  /** R peaks of all whole beats, not only of those with a class, in samples of the record, ascending. */
  readonly peaks: Int32Array;
  /** Waves of each, in the first lead that the preprocessing reads. */
  readonly beats: readonly DelineatedBeat[];
}

/** Finds the beats of a recording and their waves. */
export async function delineateRecord(
  store: ByteStore,
  name: string,
  preprocessing: Preprocessing,
  preset: ClassPreset,
): Promise<DelineatedRecord> {
  const record = await openRecord(store, name);
  const centres = preprocessing.centring === 'annotated' ? await readAnnotations(store, name) : undefined;
  const { peaks, lead } = await cutBeats(record, centres, { preprocessing, preset });
  const [signalMv] = await record.read([lead]);
  const { samplingFrequency } = record;
  return { samplingFrequency, peaks, beats: delineateBeats(signalMv, { samplingFrequency, peaks }) };
}
