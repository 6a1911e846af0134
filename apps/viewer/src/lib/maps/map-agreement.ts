import { heatAgreement, heatFromZero } from '@saliogram/explain';
import type { Attribution } from '@saliogram/explain';

const kept = new WeakMap<Attribution, Float32Array>();

/** Heat of one sequence from zero, summed over channels, [T]; the same array each time it is asked for. */
export function heatOfSteps(attribution: Attribution): Float32Array {
  const known = kept.get(attribution);
  if (known) return known;
  const { steps, channels } = attribution.shape;
  const sums = new Float32Array(steps);
  heatFromZero(attribution).forEach((heat, i) => (sums[Math.floor(i / channels)] += heat));
  kept.set(attribution, sums);
  return sums;
}

/**
 * How alike two maps are over time: Spearman's rank correlation, and the overlap of their hottest tenths; null where one of
 * them says the same everywhere.
 */
export function mapAgreement(
  one: Float32Array,
  other: Float32Array,
): { readonly rank: number | null; readonly top: number | null } {
  const { rankCorrelation, topOverlap } = heatAgreement(one, other);
  const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
  return { rank: known(rankCorrelation), top: known(topOverlap) };
}
