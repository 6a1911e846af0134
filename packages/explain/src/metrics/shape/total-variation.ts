/**
 * Total variation over time, sum over channels and steps of |v_t+1 - v_t|; 0 for a constant map. In the unit of the
 * values: give heat in [0, 1] to compare methods.
 *
 * Source: Rudin, Osher and Fatemi 1992. Dynamask's code leaves out the last difference.
 *
 * @param values one sequence, [T, C]
 * @param channels C; default 1
 */
export function totalVariation(values: ArrayLike<number>, channels = 1): number {
  let sum = 0;
  for (let i = channels; i < values.length; i++) sum += Math.abs(values[i] - values[i - channels]);
  return sum;
}
