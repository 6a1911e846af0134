import type { Objective } from '@saliogram/core';
import { objectiveValue } from '../attribution/objective-value.ts';

/** How far an input has lost the class. */
export interface MaskLoss {
  /** What the model differentiates. */
  readonly objective: Objective;
  /**
   * The loss, and its slope to that objective.
   *
   * @param scores of the masked input, [K]
   * @param reference of the input that is to be matched, [K]
   */
  of(scores: Float32Array, reference: Float32Array, target: number): { value: number; slope: number };
}

/** Below this, 1 - p is dust of Float32. */
const LEAST_DOUBT = 1e-6;

/**
 * The losses of the explained class, lower where it is better preserved: `score` -s_c; `cross-entropy` -log p_c; `mse`
 * (s_c - s_c(reference))^2; `log-odds` -log(p_c / (1 - p_c)).
 */
export const MASK_LOSSES = {
  score: {
    objective: 'score',
    of: (scores, _, target) => ({ value: -scores[target], slope: -1 }),
  },
  'cross-entropy': {
    objective: 'log-probability',
    of: (scores, _, target) => ({
      value: -objectiveValue(scores, 0, scores.length, target, 'log-probability'),
      slope: -1,
    }),
  },
  mse: {
    objective: 'score',
    of(scores, reference, target) {
      const difference = scores[target] - reference[target];
      return { value: difference ** 2, slope: 2 * difference };
    },
  },
  'log-odds': {
    objective: 'log-probability',
    of(scores, _, target) {
      const logProbability = objectiveValue(scores, 0, scores.length, target, 'log-probability');
      const doubt = Math.max(LEAST_DOUBT, -Math.expm1(logProbability));
      return { value: Math.log(doubt) - logProbability, slope: -1 / doubt };
    },
  },
} as const satisfies Record<string, MaskLoss>;

export type MaskLossName = keyof typeof MASK_LOSSES;
