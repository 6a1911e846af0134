import type { Interval } from '@saliogram/core';
import { explanationFindings } from '@saliogram/report';
import type { EvaluatedMethod, ExplanationEvaluation } from '@saliogram/report';
import { alignColumns, thousands } from '../text-table.ts';

/** Measures that fit beside the ranks. */
const SHOWN = ['deletion', 'insertion'];

/** An evaluation of explanations in lines of text. */
export function explanationEvaluationLines(results: ExplanationEvaluation): string[] {
  const { model, split, n, drawn, groups, baseline, methods, rankedBy, measures, notes, leftOut, again } =
    results;
  const shown = SHOWN.filter((name) => measures.some((measure) => measure.name === name));
  const hasUntrained = methods.some(({ betterThan }) => typeof betterThan?.untrained === 'number');
  const rows = methods.map(
    ({ title, control, meanRank, places, betterThan, scores, robustnessRank, sanityRank }) => [
      control ? `${title} (control)` : title,
      interval(meanRank, 1),
      places.best === places.worst ? String(places.best) : `${places.best}-${places.worst}`,
      ...shown.map((name) => (name in scores ? number(scores[name].estimate, 3) : '-')),
      ...(again ? [rank(robustnessRank), rank(sanityRank)] : []),
      beatenText(betterThan, hasUntrained),
    ],
  );
  const of = drawn === 'patients' ? ` of ${groups} patients` : '';
  return [
    `${model}: ${thousands(n)} sequences${of}, ${split.part} part of the split ${split.name}; absent inputs are ${baseline}`,
    ...alignColumns([
      [
        '',
        'mean rank',
        'place',
        ...shown,
        ...(again ? ['stability', 'sanity'] : []),
        `beats random, |x|${hasUntrained ? ', untrained' : ''}`,
      ],
      ...rows,
    ]),
    `Ranks over ${rankedBy.length} measures: ${rankedBy.join(', ')}; 95 % intervals over ${drawn}. "place": all that they leave open. "beats": by how many measures for sure.`,
    ...(again
      ? [
          `Stability and sanity are mean ranks over ${again.n} sequences explained again (--again), among ${again.methods} rows: ${[...again.robustnessRankedBy, ...again.sanityRankedBy].join(', ')}.`,
        ]
      : []),
    ...explanationFindings(results),
    'All measures are in --json and in the report of --out; what they are: saliogram methods --metrics.',
    ...notes,
    ...leftOut.map(({ method, why }) => `left out: ${method} (${why})`),
  ];
}

function rank(of: Interval | null): string {
  return of === null ? '-' : number(of.estimate, 1);
}

function beatenText(betterThan: EvaluatedMethod['betterThan'], hasUntrained: boolean): string {
  if (betterThan === null) return '';
  const { random, magnitude, untrained } = betterThan;
  return [random, magnitude, ...(hasUntrained ? [untrained ?? '-'] : [])].join(', ');
}

function interval({ estimate, low, high }: Interval, digits: number): string {
  return `${number(estimate, digits)} [${number(low, digits)}, ${number(high, digits)}]`;
}

function number(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '-';
}
