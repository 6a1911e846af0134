import type { SequenceBatch } from '@saliogram/core';

/** What is removed at once: one channel at one step (`cell`), or all channels of a step (`step`). */
export type Unit = 'cell' | 'step';

/** Values that belong together in one unit. */
export function unitSize(x: SequenceBatch, unit: Unit): number {
  return unit === 'cell' ? 1 : x.channels;
}

/** Units of a sequence up to its end. */
export function unitCount(x: SequenceBatch, b: number, unit: Unit): number {
  return ((x.lengths?.[b] ?? x.steps) * x.channels) / unitSize(x, unit);
}

/** Value of each unit of a sequence, the sum over its channels. */
export function unitValues(x: SequenceBatch, values: ArrayLike<number>, b: number, unit: Unit): Float64Array {
  const size = unitSize(x, unit);
  const sums = new Float64Array(unitCount(x, b, unit));
  const from = b * x.steps * x.channels;
  for (let u = 0; u < sums.length; u++) {
    for (let i = 0; i < size; i++) sums[u] += values[from + u * size + i];
  }
  return sums;
}
