import { argmax } from '@saliogram/core';

/**
 * Mean of -log softmax(beta s)_c over N sequences of true class c, in nats, in double precision and without overflow.
 *
 * @param scores shape [N, K]
 * @param beta inverse temperature, default 1
 */
export function meanCrossEntropy(
  scores: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
  beta = 1,
): number {
  let loss = 0;
  for (let i = 0; i < labels.length; i++) {
    const row = i * classes;
    const max = scores[row + argmax(scores, row, row + classes)];
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += Math.exp(beta * (scores[row + k] - max));
    loss += Math.log(sum) + beta * (max - scores[row + labels[i]]);
  }
  return loss / labels.length;
}
