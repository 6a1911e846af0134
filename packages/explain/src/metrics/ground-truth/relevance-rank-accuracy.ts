import { topOverlapWithTruth } from './top-overlap-with-truth.ts';

/**
 * Relevance rank accuracy of one sequence: the share of its n highest values that lie on true cells, n the number of
 * true cells. 1 perfect, by chance the share of true cells; NaN where none is true; ties have equal parts.
 *
 * Source: Arras et al. 2022 (CLEVR-XAI).
 *
 * @param values one sequence; higher is more important
 * @param truth as many; true where not 0
 * @throws `argument-invalid` when the two differ in length or a value is NaN
 */
export function relevanceRankAccuracy(values: ArrayLike<number>, truth: ArrayLike<number>): number {
  return topOverlapWithTruth(values, truth).precision;
}
