import { SaliogramError, rankCorrelation } from '@saliogram/core';

/** How alike two maps over the same points of time are; NaN where one of them says nothing. */
export interface HeatAgreement {
  /** Spearman's, in [-1, 1]. */
  readonly rankCorrelation: number;
  /** Share of the hottest tenth of one that is in the hottest tenth of the other; 0.1 by chance. */
  readonly topOverlap: number;
  /** Of the two as vectors; in [0, 1] for heat, which has no sign. */
  readonly cosine: number;
}

/** The measures of {@link heatAgreement}. */
export const AGREEMENT_MEASURES = ['rankCorrelation', 'topOverlap', 'cosine'] as const;

const TOP_SHARE = 0.1;

/**
 * How alike two maps of heat are, in order, in their hottest tenth and in shape.
 *
 * @param one heat of zero or more at each point of time
 * @param other as many
 * @throws `argument-invalid` when the two differ in length
 */
export function heatAgreement(one: ArrayLike<number>, other: ArrayLike<number>): HeatAgreement {
  return {
    rankCorrelation: rankCorrelation(one, other),
    topOverlap: topOverlap(one, other, TOP_SHARE),
    cosine: cosineOf(one, other),
  };
}

/**
 * Share of the greatest values of one list that are among the greatest of the other, n = share of the length, rounded
 * up. Values that tie for the last places have equal parts in them, as if drawn by lot for each list: their overlap is
 * its expectation. NaN where a list has one value only.
 *
 * @param share in (0, 1]
 * @throws `argument-invalid` when the two differ in length
 */
export function topOverlap(one: ArrayLike<number>, other: ArrayLike<number>, share: number): number {
  if (one.length !== other.length) {
    throw new SaliogramError(
      'argument-invalid',
      `overlap: got ${one.length} and ${other.length} values, expected as many of each`,
      { details: { one: one.length, other: other.length } },
    );
  }
  const count = Math.ceil(share * one.length);
  const [a, b] = [membership(one, count), membership(other, count)];
  if (a === null || b === null) return NaN;
  return a.reduce((sum, part, i) => sum + part * b[i], 0) / count;
}

/** The mean time of a map, weighted by its heat; NaN where it says nothing. */
export function centreOfHeat(heat: ArrayLike<number>, times: ArrayLike<number>): number {
  let all = 0;
  let weighted = 0;
  for (let i = 0; i < heat.length; i++) {
    all += heat[i];
    weighted += heat[i] * times[i];
  }
  return all > 0 ? weighted / all : NaN;
}

/** 1 for the `count` greatest values, 0 for others, a part for ties at the border; null for a constant. */
function membership(values: ArrayLike<number>, count: number): Float64Array | null {
  const list = Float64Array.from(values);
  const sorted = list.toSorted();
  if (!(sorted[0] < sorted[sorted.length - 1])) return null;
  const border = sorted[sorted.length - count];
  const above = list.reduce((sum, value) => sum + (value > border ? 1 : 0), 0);
  const tied = list.reduce((sum, value) => sum + (value === border ? 1 : 0), 0);
  return list.map((value) => (value > border ? 1 : value === border ? (count - above) / tied : 0));
}

function cosineOf(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let product = 0;
  let squaresOne = 0;
  let squaresOther = 0;
  for (let i = 0; i < one.length; i++) {
    product += one[i] * other[i];
    squaresOne += one[i] ** 2;
    squaresOther += other[i] ** 2;
  }
  return squaresOne > 0 && squaresOther > 0 ? product / Math.sqrt(squaresOne * squaresOther) : NaN;
}
