import { checkTruth } from './check-truth.ts';
import { thresholdCurve } from './threshold-curve.ts';

/** How the curve of precision over recall is summed up. */
export type PrecisionRecallRule = 'average-precision' | 'trapezoid';

/**
 * Area under the curve of precision over recall: `average-precision` is the sum over the distinct values, from the
 * greatest, of (R_n - R_n-1) P_n; `trapezoid` joins the points, and (0, 1) before them, by straight lines, which no
 * classifier attains between them (Davis and Goadrich 2006). By chance about the share of true cells; NaN without any.
 *
 * The literature on time series uses average precision (FIT, Dynamask, tint, after min-max scaling within each series
 * and over all series at once); WinIT prints both and calls the trapezoid AUPRC, on values that are not scaled.
 * Source: Saito and Rehmsmeier 2015; average precision as scikit-learn defines it.
 *
 * @param values any shape; higher is more important
 * @param truth as many; true where not 0
 * @param rule default `average-precision`
 * @throws `argument-invalid` when the two differ in length or a value is NaN
 */
export function auprc(
  values: ArrayLike<number>,
  truth: ArrayLike<number>,
  rule: PrecisionRecallRule = 'average-precision',
): number {
  checkTruth('AUPRC', values, truth);
  const { truePositives, selected } = thresholdCurve(values, truth);
  const trues = truePositives.at(-1) ?? 0;
  if (trues === 0) return NaN;
  let area = 0;
  let before = 0;
  let precisionBefore = 1;
  for (let i = 0; i < selected.length; i++) {
    const precision = truePositives[i] / selected[i];
    const height = rule === 'trapezoid' ? (precision + precisionBefore) / 2 : precision;
    area += (truePositives[i] - before) * height;
    before = truePositives[i];
    precisionBefore = precision;
  }
  return area / trues;
}
