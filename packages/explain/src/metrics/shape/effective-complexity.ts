/**
 * Effective complexity: how many cells have a magnitude above `epsilon` of the largest one.
 *
 * The idea of Nguyen and Martinez 2020, who count the cells without which the prediction is lost, as a count on the map
 * alone: it says how much a reader has to look at, and nothing of the model.
 *
 * @param values one sequence
 * @param epsilon share of the largest magnitude; default 0.05
 */
export function effectiveComplexity(values: ArrayLike<number>, epsilon = 0.05): number {
  const magnitudes = Float64Array.from(values, Math.abs);
  const floor = epsilon * magnitudes.reduce((most, v) => Math.max(most, v), 0);
  return magnitudes.reduce((count, v) => (v > floor ? count + 1 : count), 0);
}
