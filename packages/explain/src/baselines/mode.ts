import { median } from '@saliogram/core';

/** The most frequent value; of several equally frequent ones the nearest to the median, of two as near the lower. */
export function modeOf(values: Float64Array): number {
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
