import { SaliogramError } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { checkNumber, checkWord } from '../attribution/check-argument.ts';
import { classMedian } from '../baselines/class-median.ts';

/** What a class mode should be like, apart from being liked by its class. */
export interface PriorOptions {
  /**
   * `l2` (default): near zero, the paper's; `total-variation`: near zero and smooth, less `smoothness` times the sum of
   * |x_{t+1} - x_t|; `data`: near the centre of the class, lambda ||x - m_c||^2.
   */
  readonly prior?: 'l2' | 'total-variation' | 'data';
  /** Weight of the total variation with `total-variation`; default 0.3. */
  readonly smoothness?: number;
  /** The centre of a class with `data`; default `median`. */
  readonly centre?: 'mean' | 'median';
  /** Sequences of the classes, [N, T, C], and the class of each, [N]; for `data`. */
  readonly data?: SequenceBatch | null;
  readonly labels?: ArrayLike<number> | null;
}

/** The defaults of {@link PriorOptions}. */
export const PRIOR_DEFAULTS = {
  prior: 'l2',
  smoothness: 0.3,
  centre: 'median',
  data: null,
  labels: null,
} as const;

/** A penalty on a mode [T, C]. */
export interface Prior {
  /** Where the penalty is least. */
  readonly centre: Float32Array;
  penalty(mode: Float32Array): number;
  /** Adds the gradient of the penalty to `gradient`. */
  addGradient(mode: Float32Array, gradient: Float32Array): void;
}

/** Rounds the corner of |d| at 0, where it has no derivative, in the input's unit. */
const CORNER = 1e-2;

/**
 * The prior of one class.
 *
 * @throws `argument-invalid` for an unknown prior, or data that do not fit the modes or lack the class
 */
export function priorOf(
  options: Required<PriorOptions> & { readonly lambda: number },
  shape: { readonly steps: number; readonly channels: number },
  c: number,
): Prior {
  const { prior, lambda } = options;
  checkWord('class mode', 'prior', prior, ['l2', 'total-variation', 'data']);
  checkNumber('class mode', 'smoothness', options.smoothness, 0);
  const { channels } = shape;
  const smoothness = prior === 'total-variation' ? options.smoothness : 0;
  const centre =
    prior === 'data' ? centreOf(options, shape, c) : new Float32Array(shape.steps * shape.channels);
  return {
    centre,
    penalty(mode) {
      let sum = 0;
      for (let i = 0; i < mode.length; i++) {
        sum += lambda * (mode[i] - centre[i]) ** 2;
        if (smoothness > 0 && i >= channels) {
          sum += smoothness * (Math.hypot(mode[i] - mode[i - channels], CORNER) - CORNER);
        }
      }
      return sum;
    },
    addGradient(mode, gradient) {
      for (let i = 0; i < mode.length; i++) {
        gradient[i] += 2 * lambda * (mode[i] - centre[i]);
        if (smoothness === 0 || i < channels) continue;
        const d = mode[i] - mode[i - channels];
        const slope = (smoothness * d) / Math.hypot(d, CORNER);
        gradient[i] += slope;
        gradient[i - channels] -= slope;
      }
    },
  };
}

function centreOf(
  { data, labels, centre }: Required<PriorOptions>,
  { steps, channels }: { readonly steps: number; readonly channels: number },
  c: number,
): Float32Array {
  checkWord('class mode', 'centre', centre, ['mean', 'median']);
  const members = Array.from(labels ?? [], (label, i) => (label === c ? i : -1)).filter((i) => i >= 0);
  const fits = data && labels && labels.length === data.batch && members.length > 0;
  if (!fits || data.steps !== steps || data.channels !== channels) {
    const got = data ? `${data.batch} x ${data.steps} x ${data.channels}` : 'no data';
    throw new SaliogramError(
      'argument-invalid',
      `class mode: prior data got ${got} (sequences x steps x channels) with ${labels?.length ?? 0} labels, ${members.length} of class ${c}, expected sequences of ${steps} x ${channels} with a label each, at least one of the class`,
      { details: { steps, channels, class: c, members: members.length } },
    );
  }
  if (centre === 'median') return classMedian('class mode', { data, labels, medianClass: c }).values;
  const mean = new Float32Array(steps * channels);
  for (const i of members) {
    for (let j = 0; j < mean.length; j++) mean[j] += data.values[i * mean.length + j] / members.length;
  }
  return mean;
}
