import { argmax } from '@saliogram/core';
import type { ScoresModel } from '@saliogram/core';

/**
 * The class of the highest score of each sequence, [B].
 *
 * @param scores [B, K]
 */
export function decidedClasses({ classes: { length } }: ScoresModel, scores: Float32Array): Int32Array {
  return Int32Array.from({ length: scores.length / length }, (_, b) =>
    argmax(scores, b * length, (b + 1) * length),
  );
}
