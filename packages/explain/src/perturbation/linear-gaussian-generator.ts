import { SaliogramError } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { checkInteger, checkNumber, checkWord } from '../attribution/check-argument.ts';
import { checkInput } from '../attribution/check-input.ts';
import { lengthOf } from '../attribution/sequence-end.ts';
import { GaussianRegression, Moments } from './gaussian-regression.ts';
import type { DensityGenerator } from './sequence-generator.ts';

/** Options of {@link linearGaussianGenerator}. */
export interface LinearGaussianOptions {
  /** Steps of the past that count; default 10. */
  readonly window?: number;
  /** Penalty on the squared weights, relative to the mean variance of the past; default 0.001. */
  readonly ridge?: number;
  /** One regression for all steps that have a whole window behind them (default), or one for each step. */
  readonly regressions?: 'shared' | 'per-step';
}

/** The defaults of {@link linearGaussianGenerator}. */
export const LINEAR_GAUSSIAN_DEFAULTS = { window: 10, ridge: 0.001, regressions: 'shared' } as const;

/**
 * A generator x_t ~ N(a + W [x_t-w .. x_t-1], S), W by ridge regression on the data and S the covariance of what it
 * leaves, in closed form; steps nearer to the start than w have regressions of their own on the past that they have.
 *
 * It knows lines and their scatter, no more: what depends on the past otherwise it draws too widely. Signals that are
 * aligned in time, such as beats about their R peak, are better drawn with a regression per step.
 *
 * @throws `argument-invalid` for data without a sequence or with values that are no numbers, or an impossible option
 */
export function linearGaussianGenerator(
  data: SequenceBatch,
  options: LinearGaussianOptions = {},
): DensityGenerator {
  const where = 'linear-Gaussian generator';
  const { window, ridge, regressions } = { ...LINEAR_GAUSSIAN_DEFAULTS, ...options };
  checkInteger(where, 'window', window, 0);
  checkNumber(where, 'ridge', ridge, 0);
  checkWord(where, 'regressions', regressions, ['shared', 'per-step']);
  checkInteger(where, 'sequences of data', data.batch, 1);
  checkInput(`${where}: data`, data);
  const groupOf = (t: number): number => (regressions === 'shared' ? Math.min(t, window) : t);
  const moments = new Map<number, Moments>();
  for (let b = 0; b < data.batch; b++) {
    for (let t = 0; t < lengthOf(data, b); t++) {
      const group = groupOf(t);
      const lags = Math.min(t, window);
      const own = moments.get(group) ?? new Moments(lags * data.channels, data.channels);
      moments.set(group, own);
      const from = (b * data.steps + t - lags) * data.channels;
      own.add(data.values.subarray(from, from + (lags + 1) * data.channels));
    }
  }
  const fitted = new Map([...moments].map(([group, own]) => [group, new GaussianRegression(own, ridge)]));
  return {
    negativeLogLikelihood(x) {
      let [sum, count] = [0, 0];
      for (let b = 0; b < x.batch; b++) {
        const own = x.values.subarray(b * x.steps * x.channels);
        for (let t = 0; t < lengthOf(x, b); t++) {
          const regression = regressionAt(fitted, groupOf(t), data, x);
          const at = t * x.channels;
          const past = own.subarray(at - regression.features, at);
          sum += regression.negativeLogDensity(past, own.subarray(at, at + x.channels));
          count++;
        }
      }
      return sum / count;
    },
    name: `linear-gaussian (window ${window}, ridge ${ridge}, ${regressions})`,
    sample(x, { from, steps, samples, known }, random) {
      const { channels } = x;
      const noise = Float64Array.from({ length: samples * steps * channels }, () => random.normal());
      const drawn = new Float32Array(x.batch * samples * steps * channels);
      for (let b = 0; b < x.batch; b++) {
        const real = x.values.subarray(b * x.steps * channels, (b * x.steps + from) * channels);
        for (let s = 0; s < samples; s++) {
          const own = drawn.subarray(
            (b * samples + s) * steps * channels,
            (b * samples + s + 1) * steps * channels,
          );
          for (let i = 0; i < steps; i++) {
            const regression = regressionAt(fitted, groupOf(from + i), data, x);
            const past = pastOf(real, own.subarray(0, i * channels), regression.features);
            const told =
              known === undefined || i > 0
                ? undefined
                : { channel: known, value: x.values[(b * x.steps + from) * channels + known] };
            const at = (s * steps + i) * channels;
            own.set(regression.draw(past, noise.subarray(at, at + channels), told), i * channels);
          }
        }
      }
      return drawn;
    },
  };
}

function regressionAt(
  fitted: ReadonlyMap<number, GaussianRegression>,
  group: number,
  data: SequenceBatch,
  x: SequenceBatch,
): GaussianRegression {
  const found = fitted.get(group);
  if (found !== undefined && data.channels === x.channels) return found;
  throw new SaliogramError(
    'argument-invalid',
    `linear-Gaussian generator: got data of ${data.steps} steps and ${data.channels} channels for sequences of ${x.steps} steps and ${x.channels} channels, expected as many channels, and steps as far as it draws`,
    { details: { data: data.steps, steps: x.steps, channels: x.channels } },
  );
}

/** The last `count` values of what was and what was drawn after it. */
function pastOf(real: Float32Array, drawn: Float32Array, count: number): Float32Array {
  const past = new Float32Array(count);
  const own = Math.min(count, drawn.length);
  past.set(drawn.subarray(drawn.length - own), count - own);
  past.set(real.subarray(real.length - (count - own)));
  return past;
}
