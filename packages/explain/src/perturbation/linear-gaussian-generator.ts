import { SaliogramError } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { checkInteger, checkNumber, checkWord } from '../attribution/check-argument.ts';
import { checkInput } from '../attribution/check-input.ts';
import { lengthOf } from '../attribution/sequence-end.ts';
import { GaussianRegression, Moments } from './gaussian-regression.ts';
import type { DensityGenerator, SequenceForecaster } from './sequence-generator.ts';

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
 * aligned in time, such as beats about their R peak, are better drawn with a regression per step. What it expects is the
 * line gone on from itself, which is the mean of its draws.
 *
 * @throws `argument-invalid` for data without a sequence or with values that are no numbers, or an impossible option
 */
export function linearGaussianGenerator(
  data: SequenceBatch,
  options: LinearGaussianOptions = {},
): DensityGenerator & SequenceForecaster {
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
      for (let row = 0; row < x.batch * samples; row++) {
        const [b, s] = [Math.floor(row / samples), row % samples];
        const own = drawn.subarray(row * steps * channels, (row + 1) * steps * channels);
        goOn(x, b, from, own, (i, past) => {
          const regression = regressionAt(fitted, groupOf(from + i), data, x);
          const told =
            known === undefined || i > 0
              ? undefined
              : { channel: known, value: x.values[(b * x.steps + from) * channels + known] };
          const at = (s * steps + i) * channels;
          return regression.draw(past(regression.features), noise.subarray(at, at + channels), told);
        });
      }
      return drawn;
    },
    expected(x, { from, steps }) {
      const size = steps * x.channels;
      const expected = new Float32Array(x.batch * size);
      for (let b = 0; b < x.batch; b++) {
        goOn(x, b, from, expected.subarray(b * size, (b + 1) * size), (i, past) => {
          const regression = regressionAt(fitted, groupOf(from + i), data, x);
          return regression.mean(past(regression.features));
        });
      }
      return expected;
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

/** Writes one step after the other, each made of what was before `from` and of the steps written before it. */
function goOn(
  { values, steps, channels }: SequenceBatch,
  b: number,
  from: number,
  written: Float32Array,
  stepOf: (i: number, past: (count: number) => Float32Array) => Float64Array,
): void {
  const real = values.subarray(b * steps * channels, (b * steps + from) * channels);
  for (let i = 0; i * channels < written.length; i++) {
    const before = written.subarray(0, i * channels);
    written.set(
      stepOf(i, (count) => pastOf(real, before, count)),
      i * channels,
    );
  }
}

/** The last `count` values of what was and what was drawn after it. */
function pastOf(real: Float32Array, drawn: Float32Array, count: number): Float32Array {
  const past = new Float32Array(count);
  const own = Math.min(count, drawn.length);
  past.set(drawn.subarray(drawn.length - own), count - own);
  past.set(real.subarray(real.length - (count - own)));
  return past;
}
