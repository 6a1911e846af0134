import type { SequenceBatch } from '@saliogram/core';
import { cellsOf } from '../attribution/sequence-end.ts';

/** Scales channels to mean 0 and standard deviation 1 over the steps of some sequences. */
export class StepScaling {
  readonly #means: Float64Array;
  readonly #deviations: Float64Array;

  constructor(data: SequenceBatch) {
    const { channels } = data;
    const [sums, squares] = [new Float64Array(channels), new Float64Array(channels)];
    let steps = 0;
    for (let b = 0; b < data.batch; b++) {
      const own = data.values.subarray(b * data.steps * channels).subarray(0, cellsOf(data, b));
      own.forEach((v, j) => {
        sums[j % channels] += v;
        squares[j % channels] += v * v;
      });
      steps += own.length / channels;
    }
    this.#means = sums.map((sum) => sum / steps);
    // A channel that never changes keeps its unit.
    this.#deviations = squares.map(
      (sum, c) => Math.sqrt(Math.max(0, sum / steps - this.#means[c] ** 2)) || 1,
    );
  }

  /** What a density per step gains in log by the scaling: the sum of the logarithms of the deviations. */
  get logVolume(): number {
    return this.#deviations.reduce((sum, deviation) => sum + Math.log(deviation), 0);
  }

  scaled(value: number, channel: number): number {
    return (value - this.#means[channel]) / this.#deviations[channel];
  }

  unscaled(value: number, channel: number): number {
    return value * this.#deviations[channel] + this.#means[channel];
  }

  /** The sequences over their own steps, scaled, each [T, C]. */
  sequencesOf(x: SequenceBatch): Float64Array[] {
    return Array.from({ length: x.batch }, (_, b) => {
      const own = x.values.subarray(b * x.steps * x.channels).subarray(0, cellsOf(x, b));
      return Float64Array.from(own, (v, j) => this.scaled(v, j % x.channels));
    });
  }
}
