import { createRandom } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { cellsOf } from '../attribution/sequence-end.ts';
import { ADAM_DEFAULTS, adamStep } from './adam.ts';
import { PerturbationNetwork } from './perturbation-network.ts';

/** What stands behind masks and is learned with them, one row [T, C] for each sequence. */
export interface LearnedInfill {
  /** Whether sequences learn from each other. */
  readonly shared: boolean;
  /** What stands behind the mask of a sequence now, over its own steps. */
  of(row: number): ArrayLike<number>;
  /**
   * One step of Adam.
   *
   * @param slopes of what is lowered to what {@link of} gave, by row
   * @param step 1 for the first
   */
  learn(slopes: ReadonlyMap<number, Float32Array>, step: number, learningRate: number): void;
}

/** A value for each input that starts at `fill` and stays between the least and the greatest of its sequence and channel. */
export function freeInfill(x: SequenceBatch, fill: Float32Array): LearnedInfill {
  const rows = Array.from({ length: x.batch }, (_, row) => {
    const own = ownPart(x, x.values, row);
    const values = ownPart(x, fill, row).slice();
    const moments = { first: new Float32Array(values.length), second: new Float32Array(values.length) };
    return { values, moments, ...rangesOf(own, values, x.channels) };
  });
  return {
    shared: false,
    of: (row) => rows[row].values,
    learn(slopes, step, learningRate) {
      for (const [row, slope] of slopes) {
        const { values, moments, least, greatest } = rows[row];
        adamStep(values, slope, moments, step, { ...ADAM_DEFAULTS, learningRate });
        for (let j = 0; j < values.length; j++) {
          const channel = j % x.channels;
          values[j] = Math.min(greatest[channel], Math.max(least[channel], values[j]));
        }
      }
    },
  };
}

/** What one network makes of each sequence less its baseline, plus the baseline. */
export function networkInfill(
  x: SequenceBatch,
  fill: Float32Array,
  units: number,
  seed: number,
): LearnedInfill {
  const network = new PerturbationNetwork(x.channels, units, createRandom(seed));
  const { parameters } = network;
  const moments = { first: new Float64Array(parameters.length), second: new Float64Array(parameters.length) };
  const read = (row: number): Float64Array => {
    const base = ownPart(x, fill, row);
    return Float64Array.from(ownPart(x, x.values, row), (v, j) => v - base[j]);
  };
  return {
    shared: true,
    of(row) {
      const base = ownPart(x, fill, row);
      return network.run(read(row)).map((n, j) => n + base[j]);
    },
    learn(slopes, step, learningRate) {
      const gradient = new Float64Array(parameters.length);
      for (const [row, slope] of slopes) {
        const mean = slope.map((g) => g / slopes.size);
        network.back(read(row), mean, gradient);
      }
      adamStep(parameters, gradient, moments, step, { ...ADAM_DEFAULTS, learningRate });
    },
  };
}

/** The values of one sequence over its own steps; a view. */
export function ownPart(x: SequenceBatch, values: Float32Array, row: number): Float32Array {
  const from = row * x.steps * x.channels;
  return values.subarray(from, from + cellsOf(x, row));
}

/** Least and greatest value of sequence and baseline per channel, [C]. */
function rangesOf(x: Float32Array, fill: Float32Array, channels: number) {
  const least = new Float32Array(channels).fill(Infinity);
  const greatest = new Float32Array(channels).fill(-Infinity);
  for (const values of [x, fill]) {
    values.forEach((value, j) => {
      least[j % channels] = Math.min(least[j % channels], value);
      greatest[j % channels] = Math.max(greatest[j % channels], value);
    });
  }
  return { least, greatest };
}
