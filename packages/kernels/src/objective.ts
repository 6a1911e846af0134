import type { Objective } from '@saliogram/core';
import type { Reals } from './kernel-set.ts';

/** What a backward pass starts from: an explanation's objective, the training loss, or the distance from given scores. */
export type BackwardObjective = Objective | 'cross-entropy' | 'squared-error';

/**
 * Softmax cross-entropy -log p_c of one row of scores, in double precision.
 *
 * @param scores K numbers from `offset`
 */
export function crossEntropy(scores: Reals, offset: number, classes: number, target: number): number {
  let max = -Infinity;
  for (let k = 0; k < classes; k++) max = Math.max(max, scores[offset + k]);
  let sum = 0;
  for (let k = 0; k < classes; k++) sum += Math.exp(scores[offset + k] - max);
  return max + Math.log(sum) - scores[offset + target];
}

/** Writes scale x d(sum of (s - r)^2) / d(scores) of one row, where r are K numbers of `reference` from `at`. */
export function squaredErrorGradient(
  values: Reals,
  scores: number,
  dScores: number,
  classes: number,
  reference: ArrayLike<number>,
  at: number,
  scale: number,
): void {
  for (let k = 0; k < classes; k++) {
    values[dScores + k] = 2 * scale * (values[scores + k] - reference[at + k]);
  }
}

/**
 * Writes scale x d(objective of the target class) / d(scores) of one row: with p = softmax(s) and e the target's unit
 * vector, `score` e, `probability` p_c (e - p), `log-probability` e - p, `cross-entropy` p - e.
 *
 * @param values holds K scores at `scores`, and receives K numbers at `dScores`
 */
export function objectiveGradient(
  values: Reals,
  scores: number,
  dScores: number,
  classes: number,
  target: number,
  objective: Exclude<BackwardObjective, 'squared-error'>,
  scale: number,
): void {
  let max = -Infinity;
  for (let k = 0; k < classes; k++) max = Math.max(max, values[scores + k]);
  let sum = 0;
  for (let k = 0; k < classes; k++) sum += Math.exp(values[scores + k] - max);
  const probability = Math.exp(values[scores + target] - max) / sum;
  const factor =
    objective === 'cross-entropy' ? -scale : objective === 'probability' ? probability * scale : scale;
  for (let k = 0; k < classes; k++) {
    const unit = k === target ? 1 : 0;
    const p = Math.exp(values[scores + k] - max) / sum;
    values[dScores + k] = factor * (objective === 'score' ? unit : unit - p);
  }
}
