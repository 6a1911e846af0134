import { checkTruth, countTrue } from './check-truth.ts';
import { thresholdCurve } from './threshold-curve.ts';

/** The rank of equal values: the mean of the ranks they share, or the best of them. */
export type RankRule = 'mean' | 'min';

/**
 * Mean rank of the true cells of one sequence, 1 for the highest value; (n + 1) / 2 where n are true and all come first,
 * (N + 1) / 2 by chance among N cells. NaN where no cell is true.
 *
 * `min`, the smallest rank of equals, lets a constant map have rank 1: a map must not be judged by it alone.
 * Source: Leung et al. 2023 (WinIT), which prints both, as the mean over the true cells of all series.
 *
 * @param values one sequence; higher is more important
 * @param truth as many; true where not 0
 * @param rule default `mean`
 * @throws `argument-invalid` when the two differ in length or a value is NaN
 */
export function meanRank(
  values: ArrayLike<number>,
  truth: ArrayLike<number>,
  rule: RankRule = 'mean',
): number {
  checkTruth('mean rank', values, truth);
  const { truePositives, selected } = thresholdCurve(values, truth);
  let sum = 0;
  for (let i = 0; i < selected.length; i++) {
    const first = (selected[i - 1] ?? 0) + 1;
    const rank = rule === 'min' ? first : (first + selected[i]) / 2;
    sum += rank * (truePositives[i] - (truePositives[i - 1] ?? 0));
  }
  return sum / countTrue(truth);
}
