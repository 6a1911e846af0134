import { checkTruth, countTrue } from './check-truth.ts';
import { thresholdCurve } from './threshold-curve.ts';

/**
 * Pointing game of one sequence: 1 where the highest value lies on a true cell, else 0; of several highest values, the
 * share that do. By chance the share of true cells; NaN where no cell is true.
 *
 * It looks at one cell: a map may win it and be wrong everywhere else.
 * Source: Zhang et al. 2016, without a tolerance about the truth; widen the truth for one.
 *
 * @param values one sequence; higher is more important
 * @param truth as many; true where not 0
 * @throws `argument-invalid` when the two differ in length or a value is NaN
 */
export function pointingGame(values: ArrayLike<number>, truth: ArrayLike<number>): number {
  checkTruth('pointing game', values, truth);
  if (countTrue(truth) === 0) return NaN;
  const { truePositives, selected } = thresholdCurve(values, truth);
  return truePositives[0] / selected[0];
}
