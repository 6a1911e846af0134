import type { Interval } from '@saliogram/core';
import type { Metric } from '@saliogram/explain';
import { agreementFigure, removalCurvesFigure, scoreMatrixFigure } from '@saliogram/figures';
import { buildReport } from './build-report.ts';
import type { EvaluatedMethod, ExplanationEvaluation } from './explanation-evaluation.ts';
import { thousands } from './number-text.ts';
import type { Block, Provenance, TableColumn } from './report-data.ts';

const right = (title: string): TableColumn => ({ title, align: 'right' });

/**
 * The report of an evaluation of explanations: ranks, every measure with intervals, curves, agreement, what the measures
 * are and how they mislead.
 *
 * @returns an HTML page
 */
export function explanationEvaluationReport(results: ExplanationEvaluation, provenance: Provenance): string {
  const { model, split, n, drawn, groups, methods, measures, notes, leftOut } = results;
  const families: readonly (readonly [string, readonly Metric[]])[] = [
    [
      'What the model does without the important inputs',
      measures.filter(({ family }) => family === 'faithfulness'),
    ],
    ['What the maps look like', measures.filter(({ family }) => family === 'shape')],
  ];
  return buildReport({
    title: `Which explanations of ${model} to believe`,
    subtitle: `${thousands(n)} sequences${drawn === 'patients' ? ` of ${groups} patients` : ''}: the ${split.part} part of the split ${split.name}.`,
    notices: ['Research use, not a medical device.'],
    sections: [
      {
        title: 'Ranks',
        blocks: [rankTable(results), { type: 'list', items: notes }, ...leftOutBlocks(leftOut)],
      },
      {
        title: 'Method by measure',
        blocks: families.flatMap(([title, own]) => (own.length > 0 ? matrixBlocks(title, own, methods) : [])),
      },
      { title: 'Deletion and insertion', blocks: [curvesBlock(results)] },
      ...(results.agreement
        ? [{ title: 'How far the methods agree', blocks: [agreementBlock(results.agreement)] }]
        : []),
      {
        title: 'All numbers',
        blocks: measures
          .filter(({ name }) => methods.some(({ scores }) => name in scores))
          .map((measure) => numbersTable(measure, methods)),
      },
      { title: 'What the measures are', blocks: [measuresTable(measures)] },
    ],
    provenance,
  });
}

function rankTable({ methods, rankedBy, measures }: ExplanationEvaluation): Block {
  const titles = measures
    .filter(({ name }) => rankedBy.includes(name))
    .map(({ title }) => title.replace(/ \([A-Z]+\)$/, '').toLowerCase());
  const hasUntrained = methods.some(({ betterThan }) => typeof betterThan?.untrained === 'number');
  return {
    type: 'table',
    caption: `Mean place among all rows over ${rankedBy.length} measures (${titles.join(', ')}), 1 the best, with 95 % intervals; and by how many of them a method is better than each control for sure, its interval of the paired difference lying above 0.`,
    columns: [
      { title: 'Method' },
      right('Mean rank'),
      right('Better than random'),
      right('Better than |x|'),
      ...(hasUntrained ? [right('Better than untrained')] : []),
      right('Passes per sequence'),
    ],
    rows: methods.map(({ title, control, meanRank, betterThan, cost }) => [
      control ? `${title} (control)` : title,
      intervalText(meanRank, 1),
      ...(['random', 'magnitude', ...(hasUntrained ? (['untrained'] as const) : [])] as const).map((name) =>
        betterThan === null ? '' : `${betterThan[name] ?? '–'} of ${betterThan.of}`,
      ),
      passesText(cost),
    ]),
  };
}

function leftOutBlocks(leftOut: ExplanationEvaluation['leftOut']): Block[] {
  if (leftOut.length === 0) return [];
  return [
    { type: 'subheading', text: 'Left out' },
    { type: 'list', items: leftOut.map(({ method, why }) => `${method}: ${why}`) },
  ];
}

/** More measures than this do not fit side by side. */
const MOST_COLUMNS = 10;

function matrixBlocks(
  title: string,
  measures: readonly Metric[],
  methods: readonly EvaluatedMethod[],
): Block[] {
  const known = measures.filter(({ name }) => methods.some(({ scores }) => name in scores));
  const pieces = Array.from({ length: Math.ceil(known.length / MOST_COLUMNS) }, (_, i) =>
    known.slice(i * MOST_COLUMNS, (i + 1) * MOST_COLUMNS),
  );
  return pieces.map((piece) => ({
    type: 'figure',
    svg: scoreMatrixFigure({
      title,
      rows: methods.map(({ title: label, control }) => ({ label, control })),
      columns: piece.map(({ name, title: head, better }) => ({
        title: head,
        better,
        values: methods.map(({ scores }) => scores[name] ?? null),
      })),
      notes: [
        'The mean over sequences over its 95 % interval. An arrow says which way is better; measures without one only describe.',
      ],
    }),
    caption: `${title}.`,
  }));
}

function curvesBlock({ curves }: ExplanationEvaluation): Block {
  return {
    type: 'figure',
    svg: removalCurvesFigure({
      shares: curves.shares,
      lines: curves.lines.map(({ title, ...each }) => ({ ...each, label: title })),
    }),
    caption:
      'The inputs go, and come, in the order of each map, most important first. The methods of the best ranks, and the controls.',
  };
}

function agreementBlock({
  methods,
  rankCorrelation,
}: NonNullable<ExplanationEvaluation['agreement']>): Block {
  return {
    type: 'figure',
    svg: agreementFigure({
      title: 'Agreement of the methods',
      names: methods,
      values: rankCorrelation.map((row) => row.map(({ estimate }) => estimate)),
      quantity: 'rank correlation of the maps',
    }),
    caption:
      'Mean over sequences. Methods that agree may make the same mistake; intervals are among the results as JSON.',
  };
}

function numbersTable({ name, title, better }: Metric, methods: readonly EvaluatedMethod[]): Block {
  const rows = methods.filter(({ scores }) => name in scores);
  const text = (interval: Interval | undefined): string => (interval ? intervalText(interval, 3) : '');
  return {
    type: 'table',
    collapsed: true,
    caption: `${title}${better === 'neither' ? '' : ` (${better} is better)`}, and how much better than each control on the same sequences`,
    columns: [
      { title: 'Method' },
      right('Sequences alike'),
      right('Classes alike'),
      right('Over random'),
      right('Over |x|'),
      right('Over untrained'),
    ],
    rows: rows.map(({ title: label, scores }) => {
      const score = scores[name];
      return [
        label,
        intervalText(score, 3),
        intervalText(score.byClass, 3),
        text(score.overRandom),
        text(score.overMagnitude),
        text(score.overUntrained),
      ];
    }),
  };
}

function measuresTable(measures: readonly Metric[]): Block {
  return {
    type: 'table',
    caption: 'What each measure computes, and how it misleads.',
    columns: [{ title: 'Measure' }, { title: 'Formula' }, { title: 'Trap' }, { title: 'Source' }],
    rows: measures.map(({ title, formula, trap, source }) => [title, formula, trap, source]),
  };
}

function passesText({ forward, backward }: EvaluatedMethod['cost']): string {
  const text = (passes: number): string => String(Math.round(passes * 10) / 10);
  if (forward === 0 && backward === 0) return 'none';
  return backward === 0 ? text(forward) : `${text(forward)} + ${text(backward)}`;
}

/** As in `0.42 (0.39 to 0.45)`, the interval in one piece. */
function intervalText({ estimate, low, high }: Interval, digits: number): string {
  const number = (value: number): string => (Number.isFinite(value) ? value.toFixed(digits) : '–');
  const interval = Number.isFinite(low)
    ? ` (${number(low)} to ${number(high)})`.replaceAll(/(?<=.) /g, '\u00a0')
    : '';
  return `${number(estimate)}${interval}`.replaceAll('-', '−');
}
