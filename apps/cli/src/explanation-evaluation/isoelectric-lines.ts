import { SaliogramError, gatherBatch, throwIfAborted } from '@saliogram/core';
import type { OnEvent } from '@saliogram/core';
import type { ClassPreset } from '@saliogram/datasets';
import type { DataSet } from '../data-set.ts';
import { delineateRecord } from '../delineated-record.ts';
import type { DelineatedRecord } from '../delineated-record.ts';
import { isoelectricLevels, stepSamples } from '../explanation/beat-waves.ts';

/** Levels of the isoelectric line of some beats of a data set, in the model's own unit, [B, C]. */
export type IsoelectricLines = (indices: Uint32Array) => Promise<Float32Array>;

/**
 * Levels of the isoelectric line of each beat, read as of a single one; a record's waves are found once, when a beat of
 * it is first asked for.
 *
 * The lines throw `argument-invalid` for a beat without a QRS onset in its window, and for data without recordings.
 */
export function isoelectricLines(
  { beats, records, sequences }: DataSet,
  preset: ClassPreset,
  { signal, onEvent }: { readonly signal: AbortSignal; readonly onEvent: OnEvent },
): IsoelectricLines {
  const known = new Map<number, DelineatedRecord>();
  return async (indices) => {
    if (!beats || !records) {
      throw new SaliogramError(
        'argument-invalid',
        '--baseline isoelectric: got sequences without their recordings, expected beats of records, in which QRS onsets can be found; choose another baseline',
      );
    }
    const { preprocessing, recordNames, recordOf, peaks } = beats;
    const wanted = [...new Set(Array.from(indices, (i) => recordOf[i]))].filter((r) => !known.has(r));
    for (const [done, record] of wanted.entries()) {
      throwIfAborted(signal, 'find waves');
      onEvent({ type: 'progress', stage: 'find waves', done, total: wanted.length });
      known.set(record, await delineateRecord(records, recordNames[record], preprocessing, preset));
    }
    const levels = Array.from(indices, (i) => {
      const record = recordOf[i];
      const { samplingFrequency, peaks: all, beats: found } = known.get(record)!;
      const waves = {
        beat: found[all.indexOf(peaks[i])],
        samples: stepSamples(peaks[i], preprocessing, samplingFrequency),
        channels: preprocessing.channels ?? ['lead' as const],
      };
      const title = `the beat of record ${recordNames[record]} at ${(peaks[i] / samplingFrequency).toFixed(1)} s`;
      return isoelectricLevels(waves, gatherBatch(sequences, [i]), samplingFrequency, title);
    });
    return Float32Array.from(levels.flat());
  };
}
