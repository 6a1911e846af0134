import { objectiveAlong } from './removal.ts';
import { overShares } from './top-share-removal.ts';
import type { PerShare, TopShareRemoval } from './top-share-removal.ts';

/**
 * Cross-entropy after removal: -log p_c(x without its top k), the mean over the shares k; higher is better.
 *
 * Source: Crabbe and van der Schaar 2021 (Dynamask).
 *
 * @param removal from {@link topShareRemoval}
 */
export function crossEntropyAfterRemoval({ removed, targets, shares }: TopShareRemoval): PerShare {
  const losses = objectiveAlong(removed, targets, 'log-probability').map((value) => -value);
  return overShares(losses, shares);
}
