import { Plateau } from './convergence.ts';
import type { StoppingRule } from './convergence.ts';
import type { MaskFound, MaskProblem, MaskQuestions } from './mask-search.ts';
import { spectralDescent } from './mask-spectral.ts';

/** How several starts become one mask. */
export interface ScoutingRule extends StoppingRule {
  /** Questions each start may ask before the best is chosen. */
  readonly scouting: number;
}

/**
 * Minimises J for one sequence by {@link spectralDescent} from several starts: each asks `scouting` questions, then the
 * one with the least objective goes on until the plateau of `settings` or its limit. J has many minima, and the start
 * decides which a descent ends in; a few steps tell most of them apart.
 *
 * @param starts initial masks, [T, C] each
 */
export function* scoutedDescent(
  problem: MaskProblem,
  starts: readonly Float32Array[],
  settings: ScoutingRule,
  found: MaskFound,
): MaskQuestions {
  let left = settings.maxIterations + 1;
  const scouts = starts.map((start) => {
    const own: MaskFound = { mask: start, objective: Infinity, converged: false };
    const questions = spectralDescent(problem, start, own);
    return { own, questions, next: questions.next() };
  });
  type Scout = (typeof scouts)[number];
  const ask = function* (scout: Scout): MaskQuestions {
    left--;
    scout.next = scout.questions.next(yield scout.next.value as Float32Array);
    if (scout.own.objective < found.objective || found.objective === Infinity) {
      Object.assign(found, scout.own, { converged: false });
    }
  };
  if (scouts.length > 1) {
    for (const scout of scouts) {
      for (let n = 0; n < settings.scouting && left > 0 && !scout.next.done; n++) yield* ask(scout);
    }
  }
  const chosen = scouts.reduce((best, scout) => (scout.own.objective < best.own.objective ? scout : best));
  const plateau = new Plateau(1, settings);
  for (let n = 0; left > 0 && !chosen.next.done; n++) {
    if (plateau.reached(0, n, chosen.own.objective)) break;
    yield* ask(chosen);
  }
  found.converged = chosen.next.done === true || left > 0;
}
