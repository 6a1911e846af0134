import { quantile } from '@saliogram/core';
import type { Beats } from '../app-state.ts';

/** Beats whose median is taken; more would change it less than can be seen. */
const MOST_BEATS = 500;

/** The middle of the inputs of some beats, step by step. */
export interface ClassMedian {
  /** [T, C] */
  readonly median: Float32Array;
  /** Lower and upper quartile, [T, C]. */
  readonly low: Float32Array;
  readonly high: Float32Array;
  readonly beats: number;
  /** Beats of the class in all; of more than 500, evenly spaced ones are taken. */
  readonly total: number;
}

/** The median and the quartiles of the beats named by `members`; null where there are none. */
export function classMedian(beats: Beats, members: readonly number[]): ClassMedian | null {
  if (members.length === 0) return null;
  const stride = Math.max(1, members.length / MOST_BEATS);
  const chosen = Array.from(
    { length: Math.min(members.length, MOST_BEATS) },
    (_, i) => members[Math.floor(i * stride)],
  );
  const size = beats.steps * beats.channels;
  const [low, median, high] = [0.25, 0.5, 0.75].map(() => new Float32Array(size));
  for (let i = 0; i < size; i++) {
    const column = chosen.map((beat) => beats.inputs[beat * size + i]);
    low[i] = quantile(column, 0.25);
    median[i] = quantile(column, 0.5);
    high[i] = quantile(column, 0.75);
  }
  return { low, median, high, beats: chosen.length, total: members.length };
}
