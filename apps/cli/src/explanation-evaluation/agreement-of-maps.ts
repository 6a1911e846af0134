import { agreementMatrix, heatFromZero } from '@saliogram/explain';
import type { Attribution } from '@saliogram/explain';
import type { ExplanationEvaluation } from '@saliogram/report';
import { titleOf } from '../explanation/choose-methods.ts';

/** Mean rank correlation of each two maps over the sequences, by their heat. */
export function agreementOfMaps(
  maps: readonly Attribution[],
  groups: ArrayLike<number>,
  seed: number,
): ExplanationEvaluation['agreement'] {
  const named = maps.map((map) => ({ name: map.method, heat: heatFromZero(map) }));
  const pairs = agreementMatrix(named, maps[0].shape, { groups, seed });
  const same = { estimate: 1, low: 1, high: 1 };
  const between = (one: string, other: string) =>
    pairs.find(
      (pair) => (pair.one === one && pair.other === other) || (pair.one === other && pair.other === one),
    )?.mean.rankCorrelation ?? same;
  return {
    methods: maps.map(({ method }) => titleOf(method)),
    rankCorrelation: maps.map(({ method }) => maps.map((other) => between(method, other.method))),
  };
}
