import { windowSum } from './window-sum.ts';

/** Samples of the mean. */
const WIDTH = 32;

/**
 * Sample `at` of y[n] = y[n-1] - x[n]/32 + x[n-16] - x[n-17] + x[n-32]/32: the signal 16 samples ago minus the mean of the
 * last 32, cut-off about 5 Hz at 200 Hz, delay 16 samples (Pan and Tompkins 1985; the transfer function printed there is a
 * misprint). Evaluated without the recursion, so that rounding errors do not add up.
 *
 * @param x signal whose 32 samples up to `at` are there
 */
export function highPass(x: Float32Array, at: number): number {
  return x[at - 16] - windowSum(x, at, WIDTH) / WIDTH;
}
