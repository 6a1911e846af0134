import type { Interval } from '@saliogram/core';
import type { ExplanationEvaluation } from '@saliogram/report';
import { alignColumns, thousands } from '../text-table.ts';

/** Measures that fit beside the ranks. */
const SHOWN = ['deletion', 'insertion', 'comprehensiveness', 'sufficiency'];

/** An evaluation of explanations in lines of text. */
export function explanationEvaluationLines(results: ExplanationEvaluation): string[] {
  const { model, split, n, drawn, groups, baseline, methods, rankedBy, measures, notes, leftOut } = results;
  const shown = SHOWN.filter((name) => measures.some((measure) => measure.name === name));
  const hasUntrained = methods.some(({ betterThan }) => typeof betterThan?.untrained === 'number');
  const rows = methods.map(({ title, control, meanRank, betterThan, scores }) => [
    control ? `${title} (control)` : title,
    interval(meanRank, 1),
    ...shown.map((name) => (name in scores ? interval(scores[name], 3) : '-')),
    ...(betterThan === null
      ? []
      : [
          String(betterThan.random),
          String(betterThan.magnitude),
          ...(hasUntrained ? [String(betterThan.untrained)] : []),
        ]),
  ]);
  const of = drawn === 'patients' ? ` of ${groups} patients` : '';
  return [
    `${model}: ${thousands(n)} sequences${of}, ${split.part} part of the split ${split.name}; absent inputs are ${baseline}`,
    ...alignColumns([
      ['', 'mean rank', ...shown, 'beats random', 'beats |x|', ...(hasUntrained ? ['beats untrained'] : [])],
      ...rows,
    ]),
    `Ranks over ${rankedBy.length} measures: ${rankedBy.join(', ')}; 95 % intervals over ${drawn}. "beats": by how many of them for sure.`,
    'All measures are in --json and in the report of --out; what they are: saliogram methods --metrics.',
    ...notes,
    ...leftOut.map(({ method, why }) => `left out: ${method} (${why})`),
  ];
}

function interval({ estimate, low, high }: Interval, digits: number): string {
  const number = (value: number): string => (Number.isFinite(value) ? value.toFixed(digits) : '-');
  return `${number(estimate)} [${number(low)}, ${number(high)}]`;
}
