import type { SequenceBatch } from '@saliogram/core';

/** Steps of one sequence. */
export function lengthOf(x: SequenceBatch, b: number): number {
  return x.lengths?.[b] ?? x.steps;
}

/** Input values of one sequence up to its end; what stands after it does not matter and may be NaN. */
export function cellsOf(x: SequenceBatch, b: number): number {
  return lengthOf(x, b) * x.channels;
}
