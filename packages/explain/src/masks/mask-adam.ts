import { adamStep } from './adam.ts';
import type { AdamOptions } from './adam.ts';
import { Plateau } from '../attribution/convergence.ts';
import type { StoppingRule } from '../attribution/convergence.ts';
import { maskPenalty, maskSlope } from './mask-objective.ts';
import type { MaskFound, MaskProblem, MaskQuestions } from './mask-search.ts';

/**
 * Minimises J for one sequence as the paper does: Adam at a constant rate, the mask clipped to [0, 1] after every step.
 * `found` is the last mask asked for, not the best.
 *
 * Source: Kingma and Ba 2015; the paper, section III-C.
 *
 * @param start initial mask, [T, C]
 */
export function* adamDescent(
  problem: MaskProblem,
  start: Float32Array,
  settings: AdamOptions & StoppingRule,
  found: MaskFound,
): MaskQuestions {
  const { channels, weights } = problem;
  const mask = start.slice();
  const moments = { first: new Float32Array(mask.length), second: new Float32Array(mask.length) };
  const plateau = new Plateau(1, settings);
  // One evaluation more than updates, so that the objective reported belongs to the mask returned.
  for (let iteration = 0; iteration <= settings.maxIterations; iteration++) {
    const { score, gradient } = yield mask;
    const objective = score + maskPenalty(mask, channels, weights);
    const converged = plateau.reached(0, iteration, objective);
    Object.assign(found, { mask: mask.slice(), objective, converged });
    if (converged) return;
    adamStep(mask, maskSlope(gradient, mask, channels, weights), moments, iteration + 1, settings);
    for (let j = 0; j < mask.length; j++) mask[j] = Math.min(1, Math.max(0, mask[j]));
  }
}
