/**
 * Complexity as the entropy of the shares of magnitude, H = -sum P_i ln P_i with P_i = |v_i| / sum|v|, in nats: 0 where
 * one cell has everything, ln N where all are equal. NaN where all are 0.
 *
 * Source: Bhatt et al. 2020.
 *
 * @param values one sequence
 */
export function complexity(values: ArrayLike<number>): number {
  const magnitudes = Float64Array.from(values, Math.abs);
  const all = magnitudes.reduce((sum, v) => sum + v, 0);
  if (!(all > 0)) return NaN;
  return magnitudes.reduce((sum, v) => (v > 0 ? sum - (v / all) * Math.log(v / all) : sum), 0);
}
