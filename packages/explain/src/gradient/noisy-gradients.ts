import { createRandom } from '@saliogram/core';
import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger, checkNumber, checkWord } from '../attribution/check-argument.ts';
import { cellsOf, lengthOf } from '../attribution/sequence-end.ts';
import { gradientsAt } from './point-gradients.ts';

/** Options of the methods that look at gradients around the input. */
export interface NoisyGradientOptions extends RunOptions {
  /** Noisy copies of each sequence; default 50. */
  readonly samples?: number;
  /** Standard deviation of the noise; default 0.1. */
  readonly noise?: number;
  /** Whether the noise is a share of the range of each sequence and channel (`range`, the default) or in the input's unit. */
  readonly noiseUnit?: 'range' | 'input';
  /** Seed of the noise, which is the same for every sequence; default 0. */
  readonly seed?: number;
  /** What is differentiated; default `score`. */
  readonly objective?: Objective;
}

/** The defaults of {@link NoisyGradientOptions}. */
export const NOISY_GRADIENT_DEFAULTS = {
  samples: 50,
  noise: 0.1,
  noiseUnit: 'range',
  seed: 0,
  objective: 'score',
} as const;

/**
 * Means and variances (over n - 1) of the gradient over noisy copies, [B, T, C] each, and the settings that made them.
 *
 * @throws `argument-invalid` for fewer than two samples or a negative deviation
 */
export async function noisyGradients(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Int32Array,
  options: NoisyGradientOptions,
  stage: string,
) {
  const { samples, noise, noiseUnit, seed, objective } = { ...NOISY_GRADIENT_DEFAULTS, ...options };
  checkInteger(stage, 'samples', samples, 2);
  checkNumber(stage, 'noise', noise, 0);
  checkWord(stage, 'noiseUnit', noiseUnit, ['range', 'input']);
  const size = x.steps * x.channels;
  const deviations = Array.from({ length: x.batch }, (_, b) =>
    rangesOf(x, b).map((range) => noise * (noiseUnit === 'range' ? range : 1)),
  );
  const means = new Float64Array(x.values.length);
  const squares = new Float64Array(x.values.length);
  let random = createRandom(seed);
  const points = {
    count: samples,
    move(point: Float32Array, b: number, k: number): void {
      // The same noise for every sequence, so that its map does not depend on its neighbours.
      if (k === 0) random = createRandom(seed);
      for (let i = 0; i < cellsOf(x, b); i++) point[i] += deviations[b][i % x.channels] * random.normal();
    },
    take(gradient: Float32Array, b: number, k: number): void {
      // Welford's update: the mean of the first k + 1, and the sum of squared distances from it.
      for (let i = b * size, end = i + cellsOf(x, b); i < end; i++) {
        const distance = gradient[i - b * size] - means[i];
        means[i] += distance / (k + 1);
        squares[i] += distance * (gradient[i - b * size] - means[i]);
      }
    },
  };
  await gradientsAt(model, x, targets, objective, points, stage, options);
  return {
    means: Float32Array.from(means),
    variances: Float32Array.from(squares, (sum) => sum / (samples - 1)),
    settings: { samples, noise, noiseUnit, seed, objective },
  };
}

/** Largest less smallest value of each channel of one sequence, [C]. */
function rangesOf(x: SequenceBatch, b: number): number[] {
  return Array.from({ length: x.channels }, (_, c) => {
    let [low, high] = [Infinity, -Infinity];
    for (let t = 0; t < lengthOf(x, b); t++) {
      const v = x.values[(b * x.steps + t) * x.channels + c];
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    return high - low;
  });
}
