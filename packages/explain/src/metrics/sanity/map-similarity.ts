import { rankCorrelation } from '@saliogram/core';
import type { AttributionShape } from '../../attribution/attribution-shape.ts';
import { AGREEMENT_MEASURES, heatAgreement } from '../heat-agreement.ts';
import type { HeatAgreement } from '../heat-agreement.ts';

/** How alike two maps of the same sequence are, in order with sign, and by magnitude. */
export interface MapSimilarity extends HeatAgreement {
  /** Spearman's of the values as they are. */
  readonly signedRankCorrelation: number;
}

/** The measures of {@link MapSimilarity}: of |values|, and of the values as they are. */
export const SIMILARITY_MEASURES = [...AGREEMENT_MEASURES, 'signedRankCorrelation'] as const;

/** Per sequence, the similarity of two maps, [B] each; NaN where one of them says nothing. */
export function mapSimilarities(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  shape: AttributionShape,
  lengths?: ArrayLike<number>,
): Record<keyof MapSimilarity, Float64Array> {
  const size = shape.steps * shape.channels;
  const part = (values: ArrayLike<number>, b: number): Float64Array =>
    Float64Array.from(
      { length: (lengths?.[b] ?? shape.steps) * shape.channels },
      (_, i) => values[b * size + i],
    );
  const rows = Array.from({ length: shape.batch }, (_, b): MapSimilarity => {
    const [own, changed] = [part(one, b), part(other, b)];
    return {
      ...heatAgreement(own.map(Math.abs), changed.map(Math.abs)),
      signedRankCorrelation: rankCorrelation(own, changed),
    };
  });
  const measures = SIMILARITY_MEASURES.map((m) => [m, Float64Array.from(rows, (row) => row[m])] as const);
  return Object.fromEntries(measures) as Record<keyof MapSimilarity, Float64Array>;
}
