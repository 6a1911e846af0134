import type { Objective } from '@saliogram/core';

/**
 * The objective of one class from one row of scores: s_c, p_c = softmax(s)_c, or log p_c.
 *
 * @param scores shape [..., K]
 * @param row index of the row
 * @param classes K
 */
export function objectiveValue(
  scores: Float32Array,
  row: number,
  classes: number,
  target: number,
  objective: Objective,
): number {
  const from = row * classes;
  const score = scores[from + target];
  if (objective === 'score') return score;
  let max = -Infinity;
  for (let k = 0; k < classes; k++) max = Math.max(max, scores[from + k]);
  let sum = 0;
  for (let k = 0; k < classes; k++) sum += Math.exp(scores[from + k] - max);
  const logProbability = score - max - Math.log(sum);
  return objective === 'probability' ? Math.exp(logProbability) : logProbability;
}
