import { checkTruth } from './check-truth.ts';
import { thresholdCurve } from './threshold-curve.ts';

/**
 * Area under the receiver operating characteristic: the chance that a true cell has a higher value than another one,
 * half of it where the two are equal. 1 perfect, 0.5 by chance, 0 inverted; NaN where all or none of the cells are true.
 *
 * Source: Hanley and McNeil 1982 (as the statistic of Mann and Whitney).
 *
 * @param values any shape; higher is more important
 * @param truth as many; true where not 0
 * @throws `argument-invalid` when the two differ in length or a value is NaN
 */
export function auroc(values: ArrayLike<number>, truth: ArrayLike<number>): number {
  checkTruth('AUROC', values, truth);
  const { truePositives, selected } = thresholdCurve(values, truth);
  const trues = truePositives.at(-1) ?? 0;
  const others = values.length - trues;
  let won = 0;
  for (let i = 0; i < selected.length; i++) {
    const found = truePositives[i] - (truePositives[i - 1] ?? 0);
    const othersBefore = (selected[i - 1] ?? 0) - (truePositives[i - 1] ?? 0);
    const othersUpTo = selected[i] - truePositives[i];
    won += found * (others - (othersBefore + othersUpTo) / 2);
  }
  return won / (trues * others);
}
