import { softmax } from '@saliogram/core';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import { checkShares, scoresAfterRemoval } from './removal.ts';
import type { RemovalOptions, RemovalPlan } from './removal.ts';
import { unitCount } from './unit.ts';

/** Options of {@link cumulativeDifference} and {@link cumulativePreservation}. */
export interface CumulativeDifferenceOptions extends RemovalOptions {
  /** Share of the units that are removed, one after the other; default 0.1. */
  readonly share?: number;
}

/** The default of {@link CumulativeDifferenceOptions} beside those of removal. */
export const CUMULATIVE_DIFFERENCE_DEFAULTS = { share: 0.1 } as const;

/**
 * Cumulative prediction difference, CPD: sum over k of |F(x_k) - F(x_k+1)|_1, where F are the probabilities of all
 * classes and x_k has lost its k highest units; higher is better. [B]
 *
 * Changes up and down both count, so that a removal that makes the model waver scores too. It grows with the share.
 * Cost: 1 forward pass per removed unit and sequence. Source: Jang et al. 2025 (TIMING).
 *
 * @param values [B, T, C]; higher is more important
 * @throws `argument-invalid` for values of another shape, or a share that is not above 0 and up to 1
 */
export function cumulativeDifference(
  model: ScoresModel,
  x: SequenceBatch,
  values: ArrayLike<number>,
  options: CumulativeDifferenceOptions = {},
): Promise<Float64Array> {
  return travelled('cumulative difference', 'highest', model, x, values, options);
}

/**
 * Cumulative prediction preservation, CPP: {@link cumulativeDifference} with the lowest units removed one after the
 * other; lower is better. [B]
 *
 * @param values [B, T, C]; higher is more important
 * @throws `argument-invalid` for values of another shape, or a share that is not above 0 and up to 1
 */
export function cumulativePreservation(
  model: ScoresModel,
  x: SequenceBatch,
  values: ArrayLike<number>,
  options: CumulativeDifferenceOptions = {},
): Promise<Float64Array> {
  return travelled('cumulative preservation', 'lowest', model, x, values, options);
}

async function travelled(
  where: string,
  first: RemovalPlan['first'],
  model: ScoresModel,
  x: SequenceBatch,
  values: ArrayLike<number>,
  options: CumulativeDifferenceOptions,
): Promise<Float64Array> {
  const { share, unit = 'cell' } = { ...CUMULATIVE_DIFFERENCE_DEFAULTS, ...options };
  checkShares(where, [share]);
  const ends = Array.from({ length: x.batch }, (_, b) => Math.floor(share * unitCount(x, b, unit)));
  const points = Math.max(1, ...ends) + 1;
  // A sequence that ends early stays where it is at the points that it does not need.
  const countsOf = (units: number): number[] =>
    Array.from({ length: points }, (_, k) => Math.min(k, Math.max(1, Math.floor(share * units))));
  const removal = await scoresAfterRemoval(where, model, x, values, { first, countsOf }, options);
  const { draws, classes } = removal;
  const probabilities = softmax(removal.scores, classes);
  const sums = new Float64Array(x.batch);
  for (let path = 0; path < x.batch * draws; path++) {
    const own = probabilities.subarray(path * points * classes, (path + 1) * points * classes);
    for (let i = classes; i < own.length; i++) {
      sums[Math.floor(path / draws)] += Math.abs(own[i] - own[i - classes]) / draws;
    }
  }
  return sums;
}
