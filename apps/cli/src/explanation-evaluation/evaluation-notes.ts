import type { Attribution } from '@saliogram/explain';
import type { ExplanationEvaluation } from '@saliogram/report';
import { titleOf } from '../explanation/choose-methods.ts';

/** Intervals of fewer patients are too narrow to be believed. */
const FEW_GROUPS = 10;

/** What a reader must know of these figures. */
export function evaluationNotes(
  { methods, rankedBy }: Pick<ExplanationEvaluation, 'methods' | 'rankedBy'>,
  maps: readonly Attribution[],
  groups: number,
): string[] {
  const random = methods.find(({ method }) => method === 'random-heat');
  const own = methods.filter(({ control }) => !control);
  const noBetter = own.filter(
    ({ betterThan }) => betterThan !== null && betterThan.random * 2 < rankedBy.length,
  );
  const unfinished = maps.flatMap(({ method, convergence }) => {
    const cut = convergence?.converged.filter((did) => !did).length ?? 0;
    return cut > 0
      ? [`${titleOf(method)}: the search of ${cut} of ${convergence!.converged.length} maps was cut off.`]
      : [];
  });
  return [
    'The explained class is the one that the model decides for, right or wrong: this says what the model goes by, not whether it is right to.',
    'Ranks compare methods on this model with this baseline only; a method with a high rank has still to beat the controls.',
    ...(noBetter.length > 0 && random
      ? [
          `Better than random maps by less than half of the measures: ${noBetter.map(({ title }) => title).join(', ')}.`,
        ]
      : []),
    ...(groups < FEW_GROUPS
      ? [`Only ${groups} groups to draw: the intervals are too narrow to be believed.`]
      : []),
    ...unfinished,
  ];
}
