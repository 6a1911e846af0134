import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import type { Targets } from '../../attribution/attribution.ts';
import { correlation } from '../correlation.ts';
import { subsetFalls } from './subset-falls.ts';
import type { SubsetFalls, SubsetOptions } from './subset-falls.ts';

/** Options of {@link faithfulnessCorrelation}. */
export interface FaithfulnessCorrelationOptions extends SubsetOptions {
  /** Size of the subsets, as a share of the units; default 0.2. */
  readonly share?: number;
}

/** The default of {@link FaithfulnessCorrelationOptions} beside those of subsets. */
export const FAITHFULNESS_CORRELATION_DEFAULTS = { share: 0.2 } as const;

/**
 * Faithfulness correlation: over random subsets S of one size, the correlation of the sum of values over S with
 * f(x) - f(x with S replaced); 1 is best, 0 by chance, NaN where the map or the model says nothing. [B]
 *
 * It is noisy: with N subsets the standard error is about 1 / sqrt(N). It rewards additive models.
 * Cost: N + 1 forward passes per sequence. Source: Bhatt et al. 2020.
 *
 * @param values [B, T, C]
 * @throws `argument-invalid` for values of another shape, or a share that is not above 0 and up to 1
 */
export async function faithfulnessCorrelation(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  values: ArrayLike<number>,
  options: FaithfulnessCorrelationOptions = {},
): Promise<Float64Array> {
  const [own] = await faithfulnessCorrelations(model, x, targets, [values], options);
  return own;
}

/** {@link faithfulnessCorrelation} of several maps with the passes of one, [maps][B]. */
export async function faithfulnessCorrelations(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  maps: readonly ArrayLike<number>[],
  options: FaithfulnessCorrelationOptions = {},
): Promise<Float64Array[]> {
  const { share } = { ...FAITHFULNESS_CORRELATION_DEFAULTS, ...options };
  const where = 'faithfulness correlation';
  const falls = await subsetFalls(where, model, x, targets, maps, [share], options);
  return falls.map((own) => correlations(own, x.batch));
}

/** Correlations of sums and falls, of consecutive parts of the same length, [parts]. */
export function correlations({ sums, falls }: SubsetFalls, parts: number): Float64Array {
  const n = sums.length / parts;
  return Float64Array.from({ length: parts }, (_, i) =>
    correlation(sums.subarray(i * n, (i + 1) * n), falls.subarray(i * n, (i + 1) * n)),
  );
}
