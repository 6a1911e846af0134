import type { SequenceBatch } from '@saliogram/core';

/** Steps of one sequence. */
export function lengthOf(x: SequenceBatch, b: number): number {
  return x.lengths?.[b] ?? x.steps;
}

/** Input values of one sequence up to its end; what stands after it does not matter and may be NaN. */
export function cellsOf(x: SequenceBatch, b: number): number {
  return lengthOf(x, b) * x.channels;
}

/** Steps of the longest sequence, which may be fewer than T; 0 of none. */
export function longestOf(x: SequenceBatch): number {
  if (!x.lengths) return x.batch > 0 ? x.steps : 0;
  return Array.from(x.lengths).reduce((most, length) => Math.max(most, length), 0);
}

/** Zeroes values [B, T, C] after the ends of their sequences, in place. */
export function clearAfterEnds(values: Float32Array, x: SequenceBatch): void {
  if (!x.lengths) return;
  const size = x.steps * x.channels;
  for (let b = 0; b < x.batch; b++) values.fill(0, b * size + cellsOf(x, b), (b + 1) * size);
}
