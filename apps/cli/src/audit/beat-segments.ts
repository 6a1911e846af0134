import { throwIfAborted } from '@saliogram/core';
import type { OnEvent } from '@saliogram/core';
import { timesOf } from '@saliogram/explain';
import type { TimeGrid } from '@saliogram/explain';
import type { ByteStore } from '@saliogram/records';
import { stretchesAt } from '@saliogram/signal';
import { delineateRecord } from '../delineated-record.ts';
import { presetOf } from '../evaluation/judged-classes.ts';
import type { AuditedModel } from './audited-model.ts';

/**
 * Which stretch each point of the grid belongs to in each beat, by the waves found in the first lead that the model
 * reads; -1 throughout for a beat without a QRS complex.
 *
 * @param peaks of each beat, [B]
 * @param records of each beat, [B]
 * @returns index into `BEAT_STRETCHES`, [B, G]
 */
export async function stretchesOfBeats(
  audited: AuditedModel,
  peaks: Int32Array,
  records: readonly string[],
  grid: TimeGrid,
  store: ByteStore,
  { signal, onEvent }: { readonly signal: AbortSignal; readonly onEvent: OnEvent },
): Promise<Int8Array> {
  const result = new Int8Array(peaks.length * grid.points).fill(-1);
  const names = [...new Set(records)];
  for (const [done, name] of names.entries()) {
    throwIfAborted(signal, 'audit');
    onEvent({ type: 'progress', stage: 'find waves', done, total: names.length });
    const { preprocessing, model } = audited;
    const delineated = await delineateRecord(store, name, preprocessing, presetOf(model));
    for (let b = 0; b < peaks.length; b++) {
      const at = records[b] === name ? delineated.peaks.indexOf(peaks[b]) : -1;
      if (at < 0) continue;
      const samples = timesOf(grid).map((ms) => peaks[b] + (ms * delineated.samplingFrequency) / 1000);
      result.set(stretchesAt(delineated.beats[at], samples), b * grid.points);
    }
  }
  onEvent({ type: 'progress', stage: 'find waves', done: names.length, total: names.length });
  return result;
}
