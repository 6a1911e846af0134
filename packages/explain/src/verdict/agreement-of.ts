import type { SequenceBatch } from '@saliogram/core';
import type { Attribution } from '../attribution/attribution.ts';
import { heatOf } from '../attribution/heat.ts';
import { mapSimilarities } from '../metrics/sanity/map-similarity.ts';

/** Rank correlation of the heat of each sequence with that of other methods, by the name of the method. */
export function agreementOf(
  x: SequenceBatch,
  attribution: Attribution,
  others: readonly Attribution[],
): (sequence: number) => Record<string, number> {
  const own = heatOf(attribution);
  const rows = others
    .filter((other) => other !== attribution)
    .map((other) => ({
      name: other.method,
      correlations: mapSimilarities(own, heatOf(other), x, x.lengths).rankCorrelation,
    }));
  return (b) => Object.fromEntries(rows.map(({ name, correlations }) => [name, correlations[b]]));
}
