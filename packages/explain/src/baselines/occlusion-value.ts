import { median } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { checkNumber, checkWord } from '../attribution/check-argument.ts';

/** What hidden inputs are replaced with: a number in the input's unit, or the sequence's own mean or mode per channel. */
export type OcclusionValue = number | 'mean' | 'mode';

/** Throws `argument-invalid` unless it is a finite number, `mean` or `mode`. */
export function checkOcclusionValue(where: string, value: OcclusionValue): void {
  if (typeof value === 'number') checkNumber(where, 'value', value);
  else checkWord(where, 'value', value, ['mean', 'mode']);
}

/** The most frequent value; of several equally frequent ones the nearest to the median, of two as near the lower. */
function modeOf(values: Float64Array): number {
  const centre = median(values);
  const sorted = values.toSorted();
  let best = sorted[0];
  let bestCount = 0;
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    const nearer = Math.abs(sorted[from] - centre) < Math.abs(best - centre);
    if (to - from > bestCount || (to - from === bestCount && nearer)) {
      best = sorted[from];
      bestCount = to - from;
    }
  }
  return best;
}

/**
 * The number that replaces hidden inputs, for each sequence and channel.
 *
 * @returns [B, C], in the input's unit
 */
export function occlusionValues(x: SequenceBatch, value: OcclusionValue): Float32Array {
  const { batch, steps, channels } = x;
  const result = new Float32Array(batch * channels);
  if (typeof value === 'number') return result.fill(value);
  const series = new Float64Array(steps);
  for (let b = 0; b < batch; b++) {
    for (let c = 0; c < channels; c++) {
      for (let t = 0; t < steps; t++) series[t] = x.values[(b * steps + t) * channels + c];
      result[b * channels + c] =
        value === 'mean' ? series.reduce((sum, v) => sum + v, 0) / steps : modeOf(series);
    }
  }
  return result;
}
