import { argmax } from '@saliogram/core';
import { alongRemoval } from './removal.ts';
import { overShares } from './top-share-removal.ts';
import type { PerShare, TopShareRemoval } from './top-share-removal.ts';

/**
 * Accuracy after removal: 1 where the model still chooses the explained class without the top k, else 0, the mean over
 * the shares k; lower is better.
 *
 * With the predicted classes explained it starts from 1; with the true ones from the model's accuracy.
 * Source: Crabbe and van der Schaar 2021 (Dynamask).
 *
 * @param removal from {@link topShareRemoval}
 */
export function accuracyAfterRemoval({ removed, targets, shares }: TopShareRemoval): PerShare {
  const { scores, classes } = removed;
  const right = alongRemoval(removed, (row, b) =>
    argmax(scores, row * classes, (row + 1) * classes) === targets[b] ? 1 : 0,
  );
  return overShares(right, shares);
}
