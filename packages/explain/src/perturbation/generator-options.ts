import { SaliogramError } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../attribution/batches.ts';
import { dataToDraw } from '../baselines/data-to-draw.ts';
import type { Divergence } from './divergence.ts';
import { recurrentGenerator } from './recurrent-generator.ts';
import { linearGaussianGenerator } from './linear-gaussian-generator.ts';
import { dataGenerator } from './sequence-generator.ts';
import type { SequenceGenerator } from './sequence-generator.ts';

/** Options of the methods that ask what else might have come. */
export interface GeneratorRunOptions extends RunOptions {
  /**
   * What else might have come: drawn by a linear-Gaussian model of the past (default), by a recurrent network that is
   * trained on the data first, from the data at the same time, or by a generator of the caller's.
   */
  readonly generator?: 'linear-gaussian' | 'recurrent' | 'data' | SequenceGenerator;
  /** Sequences that the generator learns from, [N, T, C]; default (null) the explained ones. */
  readonly data?: SequenceBatch | null;
  /** Draws per step and channel. */
  readonly samples?: number;
  /** Seed of the draws, which are the same for every sequence; default 0. */
  readonly seed?: number;
  /** How distributions over the classes are compared. */
  readonly divergence?: Divergence;
}

/** The generator that the options ask for; a recurrent one is trained first. */
export async function generatorOf(
  where: string,
  x: SequenceBatch,
  { generator = 'linear-gaussian', data, seed = 0, signal, onEvent }: GeneratorRunOptions,
): Promise<SequenceGenerator> {
  if (typeof generator === 'object') return generator;
  if (generator === 'data') return dataGenerator(dataToDraw(where, x, data, 'data'));
  if (generator === 'linear-gaussian') return linearGaussianGenerator(data ?? x);
  if (generator === 'recurrent') {
    return recurrentGenerator(data ?? x, { seed, ...(signal && { signal }), ...(onEvent && { onEvent }) });
  }
  throw new SaliogramError(
    'argument-invalid',
    `${where}: got generator ${String(generator)}, expected linear-gaussian, recurrent, data or a generator`,
    { details: { generator: String(generator) } },
  );
}
