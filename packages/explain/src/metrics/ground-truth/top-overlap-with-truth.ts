import { SaliogramError } from '@saliogram/core';
import { checkTruth, countTrue } from './check-truth.ts';
import { thresholdCurve } from './threshold-curve.ts';

/** How the k highest values of a sequence and its true cells overlap. */
export interface TopOverlapWithTruth {
  /** True ones among the k. */
  readonly precision: number;
  /** Those of the k among the true ones. */
  readonly recall: number;
  /** 2 |top and true| / (k + |true|). */
  readonly f1: number;
  /** |top and true| / |top or true|. */
  readonly iou: number;
}

/**
 * Overlap of the k highest values of one sequence with its true cells; NaN where no cell is true.
 *
 * Values that tie for the last places have equal parts in them, as if drawn by lot: the number in common is its
 * expectation, and the measures are made from it. With k = |true| precision, recall and F1 are the same, the relevance
 * rank accuracy of Arras et al. 2022. Source: Jaccard 1901; Dice 1945.
 *
 * @param values one sequence; higher is more important
 * @param truth as many; true where not 0
 * @param k number of cells, 1 to all; default as many as are true
 * @throws `argument-invalid` for another k, when the two differ in length, or when a value is NaN
 */
export function topOverlapWithTruth(
  values: ArrayLike<number>,
  truth: ArrayLike<number>,
  k?: number,
): TopOverlapWithTruth {
  const where = 'overlap with the truth';
  checkTruth(where, values, truth);
  if (k !== undefined && !(Number.isInteger(k) && k >= 1 && k <= values.length)) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got k ${k}, expected a whole number of cells from 1 to ${values.length}`,
      { details: { k, cells: values.length } },
    );
  }
  const trues = countTrue(truth);
  if (trues === 0) return { precision: NaN, recall: NaN, f1: NaN, iou: NaN };
  const count = k ?? trues;
  const { truePositives, selected } = thresholdCurve(values, truth);
  const border = selected.findIndex((n) => n >= count);
  const above = selected[border - 1] ?? 0;
  const trueAbove = truePositives[border - 1] ?? 0;
  const share = (count - above) / (selected[border] - above);
  const common = trueAbove + share * (truePositives[border] - trueAbove);
  return {
    precision: common / count,
    recall: common / trues,
    f1: (2 * common) / (count + trues),
    iou: common / (count + trues - common),
  };
}
