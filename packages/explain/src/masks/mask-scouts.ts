import { ADAM_DEFAULTS } from './adam.ts';
import { Plateau } from '../attribution/convergence.ts';
import type { StoppingRule } from '../attribution/convergence.ts';
import { adamDescent } from './mask-adam.ts';
import type { MaskAnswer, MaskFound, MaskProblem, MaskQuestions } from './mask-search.ts';
import { spectralDescent } from './mask-spectral.ts';

/** How several starts become one mask. */
export interface ScoutingRule extends StoppingRule {
  /** Questions each start left may ask in the first round, the second, ...; the last number serves all further rounds. */
  readonly scouting: readonly number[];
  /** Steps of Adam by which a settled mask is moved once before it settles again; 0 leaves it. */
  readonly kick: number;
}

const KICK_RATE = 0.1;
/** First masks of a kick that are too near its start to lead anywhere else. */
const KICK_NEAR = 4;

interface Scout {
  readonly own: MaskFound;
  readonly questions: MaskQuestions;
  next: IteratorResult<Float32Array, void>;
}

function scoutFrom(problem: MaskProblem, start: Float32Array): Scout {
  const own: MaskFound = { mask: start, objective: Infinity, converged: false };
  const questions = spectralDescent(problem, start, own);
  return { own, questions, next: questions.next() };
}

/**
 * Minimises J for one sequence by {@link spectralDescent} from several starts by successive halving: after each round of
 * `scouting` the better half goes on, and the last one left until it settles on a plateau. Then `kick` steps of Adam at
 * a high rate, which move every input by about as much, carry it over the next ridges, and the best mask they meet
 * settles again, in at most three times as many questions. The better of both is found.
 *
 * J has many minima, and the start decides which a descent ends in; a few steps tell most of them apart.
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
  const { scouting, kick, maxIterations } = settings;
  let left = maxIterations + 1;
  const ask = function* (scout: Scout): MaskQuestions {
    if (scout.next.done === true) return;
    left--;
    scout.next = scout.questions.next(yield scout.next.value);
    const { mask, objective } = scout.own;
    if (!(objective >= found.objective)) Object.assign(found, { mask, objective });
  };
  const settle = function* (scout: Scout, reserve: number): MaskQuestions {
    const plateau = new Plateau(1, settings);
    if (scout.own.objective === Infinity && left > reserve) yield* ask(scout);
    for (let n = 0; left > reserve && scout.next.done !== true; n++) {
      scout.own.converged = plateau.reached(0, n, scout.own.objective);
      if (scout.own.converged) return;
      yield* ask(scout);
    }
  };

  // Questions kept for the kick; a limit that it would take half of leaves it out.
  const reserve = 8 * kick > maxIterations ? 0 : 4 * kick;
  let scouts = starts.map((start) => scoutFrom(problem, start));
  for (let round = 0; scouts.length > 1; round++) {
    const most = scouting[Math.min(round, scouting.length - 1)];
    for (const scout of scouts) {
      for (let n = 0; n < most && left > reserve && scout.next.done !== true; n++) yield* ask(scout);
    }
    const better = scouts.toSorted((a, b) => a.own.objective - b.own.objective);
    scouts = better.slice(0, Math.ceil(better.length / 2));
  }
  const [chosen] = scouts;
  yield* settle(chosen, reserve);
  found.converged = chosen.own.converged;
  // A single question answered means a flat start, which no kick leaves.
  if (reserve === 0 || left >= maxIterations) return;
  left -= kick;
  const elsewhere = yield* kickedFrom(problem, found.mask, kick);
  const again = scoutFrom(problem, elsewhere);
  const before = found.objective;
  yield* settle(again, Math.max(0, left - 3 * kick));
  if (found.objective < before) found.converged = again.own.converged;
}

/** The best mask that a few steps of Adam meet on their way from `start`, none of the first counted. */
function* kickedFrom(
  problem: MaskProblem,
  start: Float32Array,
  steps: number,
): Generator<Float32Array, Float32Array, MaskAnswer> {
  const never = { window: steps + 1, tolerance: 0, maxIterations: steps - 1 };
  const own: MaskFound = { mask: start, objective: Infinity, converged: false };
  const questions = adamDescent(problem, start, { ...ADAM_DEFAULTS, ...never, learningRate: KICK_RATE }, own);
  let best = start;
  let least = Infinity;
  let next = questions.next();
  for (let n = 0; next.done !== true; n++) {
    next = questions.next(yield next.value);
    if (n < KICK_NEAR || !(own.objective < least)) continue;
    best = own.mask;
    least = own.objective;
  }
  return best;
}
