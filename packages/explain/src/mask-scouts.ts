import { Plateau } from './convergence.ts';
import type { StoppingRule } from './convergence.ts';
import type { MaskFound, MaskProblem, MaskQuestions } from './mask-search.ts';
import { spectralDescent } from './mask-spectral.ts';

/** How several starts become one mask. */
export interface ScoutingRule extends StoppingRule {
  /** Questions each start left may ask in the first round, the second, ...; the last number serves all further rounds. */
  readonly scouting: readonly number[];
}

/**
 * Minimises J for one sequence by {@link spectralDescent} from several starts by successive halving: after each round of
 * `scouting` the better half goes on, and the last one left until the plateau of `settings` or its limit. J has many
 * minima, and the start decides which a descent ends in; a few steps tell most of them apart.
 *
 * Source: Jamieson and Talwalkar 2016 for the halving.
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
  let scouts = starts.map((start) => {
    const own: MaskFound = { mask: start, objective: Infinity, converged: false };
    const questions = spectralDescent(problem, start, own);
    return { own, questions, next: questions.next() };
  });
  const ask = function* (scout: (typeof scouts)[number]): MaskQuestions {
    if (scout.next.done === true) return;
    left--;
    scout.next = scout.questions.next(yield scout.next.value);
    const { mask, objective } = scout.own;
    if (!(objective >= found.objective)) Object.assign(found, { mask, objective });
  };
  for (let round = 0; scouts.length > 1; round++) {
    const { scouting } = settings;
    const most = scouting[Math.min(round, scouting.length - 1)];
    for (const scout of scouts) {
      for (let n = 0; n < most && left > 0 && scout.next.done !== true; n++) yield* ask(scout);
    }
    const better = scouts.toSorted((a, b) => a.own.objective - b.own.objective);
    scouts = better.slice(0, Math.ceil(better.length / 2));
  }
  const [chosen] = scouts;
  const plateau = new Plateau(1, settings);
  let settled = false;
  for (let n = 0; left > 0 && !settled && chosen.next.done !== true; n++) {
    settled = plateau.reached(0, n, chosen.own.objective);
    if (!settled) yield* ask(chosen);
  }
  found.converged = settled || chosen.next.done === true;
}
