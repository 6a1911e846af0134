import type { Objective } from '@saliogram/core';
import { objectiveValue } from '../../attribution/objective-value.ts';
import { alongRemoval } from './removal.ts';
import type { RemovalScores } from './removal.ts';
import { overShares } from './top-share-removal.ts';
import type { PerShare, TopShareRemoval } from './top-share-removal.ts';

/**
 * Comprehensiveness: p_c(x) - p_c(x without its top k), the mean over the shares k; higher is better.
 *
 * Source: DeYoung et al. 2020 (ERASER).
 *
 * @param removal from {@link topShareRemoval}
 * @param objective default `probability`
 */
export function comprehensiveness(removal: TopShareRemoval, objective: Objective = 'probability'): PerShare {
  return overShares(fallsFrom(removal, removal.removed, objective), removal.shares);
}

/** Objective of the whole sequence less that of the changed one, [B, P]. */
export function fallsFrom(
  { clean, targets }: TopShareRemoval,
  changed: RemovalScores,
  objective: Objective,
): Float64Array {
  const { scores, classes } = changed;
  return alongRemoval(
    changed,
    (row, b) =>
      objectiveValue(clean, b, classes, targets[b], objective) -
      objectiveValue(scores, row, classes, targets[b], objective),
  );
}
