import { checkTruth, countTrue } from './check-truth.ts';

/**
 * Relevance mass accuracy of one sequence: sum of the positive values on true cells over the sum of all positive values.
 * 1 perfect; a constant map has the share of true cells. NaN where no cell is true or no value is positive.
 *
 * Values below 0 count as none. Source: Arras et al. 2022 (CLEVR-XAI).
 *
 * @param values one sequence; higher is more important
 * @param truth as many; true where not 0
 * @throws `argument-invalid` when the two differ in length or a value is NaN
 */
export function relevanceMass(values: ArrayLike<number>, truth: ArrayLike<number>): number {
  checkTruth('relevance mass', values, truth);
  if (countTrue(truth) === 0) return NaN;
  let [within, all] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const positive = Math.max(0, values[i]);
    all += positive;
    if (truth[i] !== 0) within += positive;
  }
  return within / all;
}
