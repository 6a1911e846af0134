import { SaliogramError } from './errors.ts';

/**
 * Ranks from 1 up; equal values share the mean of their ranks.
 *
 * @returns one rank per value, in the order of the values
 */
function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => values[a] - values[b],
  );
  const ranks = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let i = from; i < to; i++) ranks[order[i]] = (from + to + 1) / 2;
  }
  return ranks;
}

/**
 * Spearman's rank correlation in [-1, 1]: the correlation of the ranks, where equal values share the mean of theirs. NaN
 * where one of the two is constant.
 *
 * Source: Spearman 1904; for ties Kendall and Gibbons, "Rank Correlation Methods", chapter 3.
 *
 * @throws `argument-invalid` when the two differ in length
 */
export function rankCorrelation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length) {
    throw new SaliogramError(
      'argument-invalid',
      `rank correlation: got ${one.length} and ${other.length} values, expected as many of each`,
      { details: { one: one.length, other: other.length } },
    );
  }
  const [a, b] = [ranksOf(one), ranksOf(other)];
  const middle = (one.length + 1) / 2;
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    product += (a[i] - middle) * (b[i] - middle);
    squaresA += (a[i] - middle) ** 2;
    squaresB += (b[i] - middle) ** 2;
  }
  return squaresA > 0 && squaresB > 0 ? product / Math.sqrt(squaresA * squaresB) : NaN;
}
