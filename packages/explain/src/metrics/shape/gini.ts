/**
 * Sparsity as the Gini index of the magnitudes, G = 1 - 2 sum_k |v|_(k) / sum|v| (N - k + 1/2) / N, with |v|_(k) in
 * rising order: 0 where all are equal, 1 - 1/N where one cell has everything, whatever the scale. NaN where all are 0.
 *
 * Negative values count by their magnitude. Sparse is not right: a map of one wrong cell is the sparsest.
 * Source: Hurley and Rickard 2009; for attributions Chalasani et al. 2020.
 *
 * @param values one sequence
 */
export function gini(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values, Math.abs).sort();
  const N = sorted.length;
  const all = sorted.reduce((sum, v) => sum + v, 0);
  const weighted = sorted.reduce((sum, v, k) => sum + v * (N - k - 0.5), 0);
  return 1 - (2 * weighted) / all / N;
}
