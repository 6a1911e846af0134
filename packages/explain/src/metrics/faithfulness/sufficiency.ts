import { SaliogramError } from '@saliogram/core';
import type { Objective } from '@saliogram/core';
import { fallsFrom } from './comprehensiveness.ts';
import { overShares } from './top-share-removal.ts';
import type { PerShare, TopShareRemoval } from './top-share-removal.ts';

/**
 * Sufficiency: p_c(x) - p_c(the top k of x alone, the baseline elsewhere), the mean over the shares k; lower is better,
 * below 0 where the top alone makes the model surer.
 *
 * Source: DeYoung et al. 2020 (ERASER).
 *
 * @param removal from {@link topShareRemoval}
 * @param objective default `probability`
 * @throws `argument-invalid` for a removal made with `removedOnly`
 */
export function sufficiency(removal: TopShareRemoval, objective: Objective = 'probability'): PerShare {
  if (removal.kept === undefined) {
    throw new SaliogramError(
      'argument-invalid',
      'sufficiency: got a removal without the passes that keep the top, expected one made without removedOnly',
    );
  }
  return overShares(fallsFrom(removal, removal.kept, objective), removal.shares);
}
