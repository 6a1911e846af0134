import { fallsFrom } from './comprehensiveness.ts';
import { overShares } from './top-share-removal.ts';
import type { PerShare, TopShareRemoval } from './top-share-removal.ts';

/**
 * Log-odds: log p_c(x without its top k) - log p_c(x), the mean over the shares k; lower is better.
 *
 * Despite its name no odds: the logarithm of a ratio of probabilities. Source: Shrikumar et al. 2017, as tint has it.
 *
 * @param removal from {@link topShareRemoval}
 */
export function logOdds(removal: TopShareRemoval): PerShare {
  const falls = fallsFrom(removal, removal.removed, 'log-probability');
  return overShares(
    falls.map((fall) => -fall),
    removal.shares,
  );
}
