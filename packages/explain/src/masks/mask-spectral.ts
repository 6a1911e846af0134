import { maskPenalty } from './mask-objective.ts';
import type { MaskAnswer, MaskFound, MaskProblem, MaskQuestions } from './mask-search.ts';
import { maskStep } from './mask-step.ts';

/** A step counts when it falls below the worst of so many objectives before it. */
const MEMORY = 10;
/** ... by this share of |step|^2 / (2 rate). */
const DECREASE = 1e-2;
/** What a rate that went too far is multiplied with. */
const SHRINK = 0.3;
const LEAST_RATE = 1e-5;
const GREATEST_RATE = 1e4;

/**
 * Minimises J for one sequence by spectral proximal gradient steps: the rate of each is the curvature along the last
 * step, |dm|^2 / (dm . dg), shrunk until the objective falls below the worst of the last ten. The first step moves the
 * input with the steepest slope by 1. `found` is the best mask met; it counts as converged when no step moves the mask
 * or none lowers the objective.
 *
 * Source: Barzilai and Borwein 1988; Grippo et al. 1986; Wright et al. 2009 (SpaRSA).
 *
 * @param start initial mask, [T, C]
 */
export function* spectralDescent(problem: MaskProblem, start: Float32Array, found: MaskFound): MaskQuestions {
  const { channels, weights } = problem;
  let mask = start;
  const ask = function* (
    at: Float32Array,
  ): Generator<Float32Array, MaskAnswer & { objective: number }, MaskAnswer> {
    const { score, gradient } = yield at;
    const objective = score + maskPenalty(at, channels, weights);
    if (!(objective >= found.objective)) Object.assign(found, { mask: at, objective });
    return { score, gradient, objective };
  };
  let here = yield* ask(mask);
  const recent = [here.objective];
  let rate = 1 / here.gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 1 / GREATEST_RATE);
  while (rate >= LEAST_RATE) {
    const next = maskStep(mask, here.gradient, rate, channels, weights);
    const moved = next.reduce((sum, m, j) => sum + (m - mask[j]) ** 2, 0);
    if (moved === 0) break;
    const there = yield* ask(next);
    const enough = there.objective <= Math.max(...recent) - (DECREASE * moved) / (2 * rate);
    if (!enough) {
      rate *= SHRINK;
      continue;
    }
    let curved = 0;
    for (let j = 0; j < mask.length; j++) {
      curved += (next[j] - mask[j]) * (there.gradient[j] - here.gradient[j]);
    }
    rate = Math.min(GREATEST_RATE, curved > 0 ? moved / curved : 2 * rate);
    mask = next;
    here = there;
    recent.push(here.objective);
    if (recent.length > MEMORY) recent.shift();
  }
  found.converged = true;
}
