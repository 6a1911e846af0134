import { createWindowSum } from './window-sum.ts';

/** Samples of the mean. */
const WIDTH = 32;

/**
 * A filter whose sample `at`, one after another, is y[n] = y[n-1] - x[n]/32 + x[n-16] - x[n-17] + x[n-32]/32: the signal
 * 16 samples ago minus the mean of the last 32, cut-off about 5 Hz at 200 Hz, delay 16 samples (Pan and Tompkins 1985; the
 * transfer function printed there is a misprint). Evaluated without the recursion, so that rounding errors do not add up.
 *
 * It takes a signal whose 17 samples up to `at` are there; it is 0 before the first.
 */
export function createHighPass(): (x: Float32Array, at: number) => number {
  const sum = createWindowSum(WIDTH);
  return (x, at) => x[at - 16] - sum(x[at]) / WIDTH;
}
