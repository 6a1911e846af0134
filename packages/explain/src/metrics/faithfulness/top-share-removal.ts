import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../../attribution/attribution.ts';
import type { Targets } from '../../attribution/attribution.ts';
import { scoresInBatches } from '../../attribution/batches.ts';
import { checkShares, keepHighest, removeHighest, scoresAfterRemoval } from './removal.ts';
import type { RemovalOptions, RemovalScores } from './removal.ts';

/** Options of {@link topShareRemoval}. */
export interface TopShareOptions extends RemovalOptions {
  /** Shares k of the units of highest value; default 0.05, 0.1, 0.2, 0.3, 0.5. */
  readonly shares?: readonly number[];
  /** Leave out the passes in which only the top is kept, which sufficiency alone needs; default false. */
  readonly removedOnly?: boolean;
}

/** The defaults of {@link TopShareOptions} beside those of removal. */
export const TOP_SHARE_DEFAULTS = { shares: [0.05, 0.1, 0.2, 0.3, 0.5] } as const;

/** Scores of whole sequences, of those without their most important units, and of those with nothing else. */
export interface TopShareRemoval {
  readonly shares: readonly number[];
  readonly targets: Int32Array;
  /** [B, K] */
  readonly clean: Float32Array;
  readonly removed: RemovalScores;
  readonly kept?: RemovalScores;
}

/** One measure of the removal of top shares. */
export interface PerShare {
  /** [B, P], P shares */
  readonly perShare: Float64Array;
  /** Mean over the shares, [B]. */
  readonly mean: Float64Array;
}

/**
 * The passes of {@link comprehensiveness}, {@link sufficiency}, {@link logOdds}, {@link accuracyAfterRemoval} and
 * {@link crossEntropyAfterRemoval}, made once for all of them.
 *
 * Cost: 1 forward pass per sequence and 2 per share and sequence (1 with `removedOnly`).
 *
 * @param values [B, T, C]; higher is more important
 * @throws `argument-invalid` for values of another shape, or a share that is not above 0 and up to 1
 */
export async function topShareRemoval(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  values: ArrayLike<number>,
  options: TopShareOptions = {},
): Promise<TopShareRemoval> {
  const where = 'removal of the top';
  const { shares, removedOnly = false } = { ...TOP_SHARE_DEFAULTS, ...options };
  checkShares(where, shares);
  const classOf = await resolveTargets(model, x, targets, options);
  const clean = await scoresInBatches(model, x, where, options);
  const removed = await scoresAfterRemoval(where, model, x, values, removeHighest(shares), options);
  if (removedOnly) return { shares, targets: classOf, clean, removed };
  const kept = await scoresAfterRemoval(where, model, x, values, keepHighest(shares), options);
  return { shares, targets: classOf, clean, removed, kept };
}

/** Adds the mean over the shares. */
export function overShares(perShare: Float64Array, shares: readonly number[]): PerShare {
  const points = shares.length;
  const mean = Float64Array.from({ length: perShare.length / points }, (_, b) => {
    return perShare.subarray(b * points, (b + 1) * points).reduce((sum, value) => sum + value / points, 0);
  });
  return { perShare, mean };
}
