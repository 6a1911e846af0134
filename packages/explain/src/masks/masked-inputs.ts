import type { Objective } from '@saliogram/core';
import { objectiveValue } from '../attribution/objective-value.ts';
import type { InputFound, InputQuestions, SoughtSequence } from './input-searches.ts';
import { applyMask, gradientToMask } from './mask-objective.ts';
import type { MaskFound, MaskQuestions } from './mask-search.ts';

/**
 * A search over masks of one sequence as one over its inputs: asks for m x + k (1 - m) where the search asks for m.
 *
 * @param begin the search; what it finds becomes `found`, the mask as its values
 */
export function* maskedInputs(
  { x, fill, target }: SoughtSequence,
  objective: Objective,
  begin: (own: MaskFound) => MaskQuestions,
  found: InputFound,
): InputQuestions {
  const own: MaskFound = { mask: new Float32Array(0), objective: Infinity, converged: false };
  const questions = begin(own);
  for (let next = questions.next(); next.done !== true;) {
    const input = new Float32Array(x.length);
    applyMask(x, next.value, fill, input);
    const [{ scores, gradient }] = yield [input];
    next = questions.next({
      score: objectiveValue(scores, 0, scores.length, target, objective),
      gradient: gradientToMask(gradient, x, fill),
    });
    found.values = own.mask;
    found.objective = own.objective;
    found.converged = own.converged;
  }
}
