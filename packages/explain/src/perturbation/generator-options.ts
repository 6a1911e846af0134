import { SaliogramError } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../attribution/batches.ts';
import { dataToDraw } from '../baselines/data-to-draw.ts';
import type { Divergence } from './divergence.ts';
import { linearGaussianGenerator } from './linear-gaussian-generator.ts';
import { recurrentForecaster } from './recurrent-forecaster.ts';
import { recurrentGenerator } from './recurrent-generator.ts';
import { dataGenerator } from './sequence-generator.ts';
import type { SequenceForecaster, SequenceGenerator } from './sequence-generator.ts';

/** Generators that come with the package, by name. */
export type GeneratorName = 'linear-gaussian' | 'recurrent' | 'data';

/** Options of the methods that ask what else might have come. */
export interface GeneratorRunOptions extends RunOptions {
  /**
   * What else might have come: drawn by a linear-Gaussian model of the past (default), by a recurrent network that is
   * trained on the data first, from the data at the same time, or by a generator of the caller's.
   */
  readonly generator?: GeneratorName | SequenceGenerator;
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
  if (generator === 'recurrent') {
    return recurrentGenerator(data ?? x, { seed, ...(signal && { signal }), ...(onEvent && { onEvent }) });
  }
  return untrainedOf(where, x, generator, data);
}

/**
 * What tells what is to be expected, as the options ask; a recurrent one is trained first.
 *
 * @param window most steps ahead
 */
export async function forecasterOf(
  where: string,
  x: SequenceBatch,
  window: number,
  {
    generator = 'linear-gaussian',
    data,
    seed = 0,
    signal,
    onEvent,
  }: Omit<GeneratorRunOptions, 'generator'> & {
    readonly generator?: GeneratorName | SequenceGenerator | SequenceForecaster;
  },
): Promise<SequenceForecaster> {
  if (typeof generator === 'object') {
    if ('expected' in generator) return generator;
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got a generator (${generator.name}) that only draws, expected one with expected(); or ask for counterfactual: 'drawn'`,
      { details: { generator: generator.name } },
    );
  }
  if (generator === 'recurrent') {
    const training = { seed, ...(signal && { signal }), ...(onEvent && { onEvent }) };
    return recurrentForecaster(data ?? x, window, training);
  }
  return untrainedOf(where, x, generator, data);
}

function untrainedOf(
  where: string,
  x: SequenceBatch,
  generator: Exclude<GeneratorName, 'recurrent'>,
  data: SequenceBatch | null | undefined,
): SequenceGenerator & SequenceForecaster {
  if (generator === 'data') return dataGenerator(dataToDraw(where, x, data, 'data'));
  if (generator === 'linear-gaussian') return linearGaussianGenerator(data ?? x);
  throw new SaliogramError(
    'argument-invalid',
    `${where}: got generator ${String(generator)}, expected linear-gaussian, recurrent, data or a generator`,
    { details: { generator: String(generator) } },
  );
}
