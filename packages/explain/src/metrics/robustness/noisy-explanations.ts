import { createRandom, standardDeviation, throwIfAborted } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { checkInteger, checkNumber, checkWord } from '../../attribution/check-argument.ts';
import type { RunOptions } from '../../attribution/batches.ts';

/** Explains a batch: values [B, T, C] of any method, for the same classes each time. */
export type Explain = (x: SequenceBatch) => Promise<ArrayLike<number>>;

/** Options of the measures of stability under noise. */
export interface NoiseOptions extends RunOptions {
  /** Noisy copies of each sequence; default 10. */
  readonly draws?: number;
  /** Size of the noise, in standard deviations of each sequence over all channels; default 0.05. */
  readonly radius?: number;
  /** `uniform` in +-radius (default, the ball of Yeh et al.) or `gaussian`. */
  readonly noise?: 'uniform' | 'gaussian';
  /** Default 0. */
  readonly seed?: number;
}

/** The defaults of {@link NoiseOptions}. */
export const NOISE_DEFAULTS = { draws: 10, radius: 0.05, noise: 'uniform', seed: 0 } as const;

/** Lengths of vectors per sequence, up to its end. */
export interface NoisyExplanations {
  /** |values of x|, [B]. */
  readonly own: Float64Array;
  /** |values of x + noise - values of x|, per draw, [N][B]. */
  readonly moved: readonly Float64Array[];
  /** |noise|, per draw, [N][B]. */
  readonly noise: readonly Float64Array[];
}

/** Explains sequences and noisy copies of them; N + 1 explanations of the batch. */
export async function noisyExplanations(
  where: string,
  explain: Explain,
  x: SequenceBatch,
  options: NoiseOptions,
): Promise<NoisyExplanations> {
  const { draws, radius, noise, seed } = { ...NOISE_DEFAULTS, ...options };
  checkInteger(where, 'draws', draws, 1);
  checkNumber(where, 'radius', radius, 0);
  checkWord(where, 'noise', noise, ['uniform', 'gaussian']);
  const random = createRandom(seed);
  const size = x.steps * x.channels;
  const spread = Float64Array.from({ length: x.batch }, (_, b) =>
    standardDeviation(x.values.subarray(b * size, b * size + lengthOf(x, b))),
  );
  const clean = await explain(x);
  const moved: Float64Array[] = [];
  const noises: Float64Array[] = [];
  for (let draw = 0; draw < draws; draw++) {
    throwIfAborted(options.signal, where);
    const delta = Float32Array.from(x.values, (_, i) => {
      const unit = noise === 'gaussian' ? random.normal() : 2 * random.uniform() - 1;
      return radius * spread[Math.floor(i / size)] * unit;
    });
    const other = await explain({ ...x, values: x.values.map((v, i) => v + delta[i]) });
    moved.push(norms(x, (i) => other[i] - clean[i]));
    noises.push(norms(x, (i) => delta[i]));
    options.onEvent?.({ type: 'progress', stage: where, done: draw + 1, total: draws });
  }
  return { own: norms(x, (i) => clean[i]), moved, noise: noises };
}

/** Cells of a sequence up to its end. */
function lengthOf(x: SequenceBatch, b: number): number {
  return (x.lengths?.[b] ?? x.steps) * x.channels;
}

/** Euclidean length per sequence, [B]. */
function norms(x: SequenceBatch, value: (i: number) => number): Float64Array {
  const size = x.steps * x.channels;
  return Float64Array.from({ length: x.batch }, (_, b) => {
    let squares = 0;
    for (let i = b * size; i < b * size + lengthOf(x, b); i++) squares += value(i) ** 2;
    return Math.sqrt(squares);
  });
}
