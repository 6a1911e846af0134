import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import type { Targets } from '../../attribution/attribution.ts';
import { correlations } from './faithfulness-correlation.ts';
import { subsetFalls } from './subset-falls.ts';
import type { SubsetOptions } from './subset-falls.ts';
import { overShares } from './top-share-removal.ts';
import type { PerShare } from './top-share-removal.ts';

/** Options of {@link sensitivityN}. */
export interface SensitivityNOptions extends SubsetOptions {
  /** Sizes n, as shares of the units; default 0.01 to 0.8, each about twice the one before. */
  readonly shares?: readonly number[];
}

/** The default of {@link SensitivityNOptions} beside those of subsets. */
export const SENSITIVITY_N_DEFAULTS = { shares: [0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8] } as const;

/**
 * Sensitivity-n: {@link faithfulnessCorrelation} for subsets of ever more units n; 1 for all n where values are the exact
 * contributions to an additive model. The mean is NaN where one of the correlations is.
 *
 * Cost: N forward passes per size and sequence. Source: Ancona et al. 2018.
 *
 * @param values [B, T, C]
 * @throws `argument-invalid` for values of another shape, or a share that is not above 0 and up to 1
 */
export async function sensitivityN(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  values: ArrayLike<number>,
  options: SensitivityNOptions = {},
): Promise<PerShare> {
  const { shares } = { ...SENSITIVITY_N_DEFAULTS, ...options };
  const [falls] = await subsetFalls('sensitivity-n', model, x, targets, [values], shares, options);
  return overShares(correlations(falls, x.batch * shares.length), shares);
}
