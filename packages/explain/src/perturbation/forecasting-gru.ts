import type { Random } from '@saliogram/core';
import type { GaussianRegression } from './gaussian-regression.ts';
import { ReadingGru } from './reading-gru.ts';

/** A GRU that reads x_<t and tells what is to be expected of each of the next W steps, x_t .. x_t+W-1, [W, C]. */
export class ForecastingGru extends ReadingGru {
  readonly window: number;

  constructor(channels: number, units: number, window: number, random: Random) {
    super(channels, units, window * channels, random);
    this.window = window;
  }

  /** Begins at lines in x_t-1, one for each step of the window. */
  startFrom(lines: readonly GaussianRegression[]): void {
    this.startFromLine((x) => Float64Array.from(lines.flatMap((line) => [...line.mean(x)])));
  }

  /**
   * Sum over the steps t of a sequence [T, C] of half the squared error of what was expected of x_t, x_t+1, ..., in the
   * mean over those steps of the window that there are; adds its slopes to `gradients`.
   */
  loss(x: Float64Array, gradients?: Float64Array): number {
    const c = this.channels;
    const lossAt = (t: number, told: Float64Array, slopes?: Float64Array): number => {
      const came = x.subarray(t * c, (t + this.window) * c);
      const steps = came.length / c;
      let sum = 0;
      came.forEach((v, i) => {
        const off = told[i] - v;
        sum += off ** 2 / (2 * steps);
        if (slopes) slopes[i] += off / steps;
      });
      return sum;
    };
    return this.lossOf(x, lossAt, gradients);
  }
}
