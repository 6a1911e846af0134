import { GaussianRegression, Moments } from './gaussian-regression.ts';

/** Relative to the mean variance of what is read. */
const RIDGE = 1e-3;

/**
 * The line from each step to the one so many steps later, and its scatter; before the first step stand zeros.
 *
 * @param sequences each [T, C]
 */
export function lineAhead(
  sequences: readonly Float64Array[],
  channels: number,
  ahead: number,
): GaussianRegression {
  const moments = new Moments(channels, channels);
  const pair = new Float64Array(2 * channels);
  for (const x of sequences) {
    const led = new Float64Array(channels + x.length);
    led.set(x, channels);
    for (let at = 0; at + ahead * channels < led.length; at += channels) {
      pair.set(led.subarray(at, at + channels));
      pair.set(led.subarray(at + ahead * channels, at + (ahead + 1) * channels), channels);
      moments.add(pair);
    }
  }
  return new GaussianRegression(moments, RIDGE);
}
