import type { Objective } from '@saliogram/core';
import { objectiveValue } from '../attribution/objective-value.ts';
import { ADAM_DEFAULTS, adamStep } from './adam.ts';
import { GaussianSmoothing } from './gaussian-smoothing.ts';
import type { InputFound, InputQuestions, SoughtSequence } from './input-searches.ts';
import { addRankSlope, maskOfArea, shareOfMasks } from './nested-masks.ts';

/** How a rank vector is moved until its curves are best. */
export interface CurveDescentSettings {
  readonly objective: Objective;
  /** Areas asked at each iteration. */
  readonly areas: number;
  readonly deletionWeight: number;
  readonly insertionWeight: number;
  /** Width of the kernel that makes r of free values, in steps. */
  readonly smoothness: number;
  readonly learningRate: number;
  readonly iterations: number;
  readonly tolerance: number;
}

/** The rate falls to this share of itself along half a cosine. */
const LAST_RATE = 0.05;
/** Steps that fill (0, 1) evenly from whatever beginning. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Moves a rank vector r of one sequence down deletionWeight D(r) - insertionWeight I(r): D is the mean over areas a of
 * the objective where the mask of area a of r hides the input, I where it alone shows it. The areas of an iteration lie
 * evenly between 0 and 1, and are shifted by the golden ratio from one to the next; the baselines take turns. `found`
 * holds in how many nested masks each input is, and the mean of what is lowered over the last quarter of the iterations
 * so far; it has converged when the last quarter of all lies less than the tolerance below the quarter before.
 * r begins at 0, and Adam's first steps move every input alike.
 *
 * @param fills what may stand for absent inputs, [T, C] each
 */
export function* curveDescent(
  { x, channels, target }: SoughtSequence,
  fills: readonly Float32Array[],
  settings: CurveDescentSettings,
  found: InputFound,
): InputQuestions {
  const { objective, areas, deletionWeight, insertionWeight, iterations, tolerance } = settings;
  const smoothing = new GaussianSmoothing(channels, settings.smoothness);
  const free = new Float32Array(x.length);
  const moments = { first: new Float32Array(x.length), second: new Float32Array(x.length) };
  const sides = [
    { shows: false, weight: deletionWeight },
    { shows: true, weight: insertionWeight },
  ].filter(({ weight }) => weight > 0);
  const lowered: number[] = [];
  const quarter = Math.ceil(iterations / 4);
  const meanOf = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  for (let iteration = 0; ; iteration++) {
    const rank = smoothing.smooth(free);
    const shift = ((iteration + 0.5) * GOLDEN) % 1;
    const masks = Array.from({ length: areas }, (_, i) => maskOfArea(rank, (i + shift) / areas));
    const fillOf = (i: number): Float32Array => fills[(iteration + i) % fills.length];
    const answers = yield masks.flatMap(({ mask }, i) =>
      sides.map(({ shows }) =>
        x.map((value, j) => {
          const gone = fillOf(i)[j];
          return gone + (shows ? mask[j] : 1 - mask[j]) * (value - gone);
        }),
      ),
    );
    const slope = new Float32Array(rank.length);
    let total = 0;
    masks.forEach((mask, i) => {
      const toMask = new Float64Array(rank.length);
      const fill = fillOf(i);
      sides.forEach(({ shows, weight }, side) => {
        const { scores, gradient } = answers[i * sides.length + side];
        const value = objectiveValue(scores, 0, scores.length, target, objective);
        total += ((shows ? -weight : weight) * value) / areas;
        // Showing more raises the input's share, hiding more lowers it: both fall with g (x - b).
        for (let j = 0; j < toMask.length; j++)
          toMask[j] -= (weight / areas) * gradient[j] * (x[j] - fill[j]);
      });
      addRankSlope(mask, toMask, slope);
    });
    lowered.push(total);
    const late = meanOf(lowered.slice(-quarter));
    const before = meanOf(lowered.slice(-2 * quarter, -quarter));
    found.values = shareOfMasks(rank);
    found.objective = late;
    if (iteration === iterations) {
      found.converged = before - late < tolerance * Math.max(1, Math.abs(late));
      return;
    }
    const fall = 0.5 * (1 + Math.cos((Math.PI * iteration) / iterations));
    const learningRate = settings.learningRate * (LAST_RATE + (1 - LAST_RATE) * fall);
    adamStep(free, smoothing.slope(slope), moments, iteration + 1, { ...ADAM_DEFAULTS, learningRate });
  }
}
