import type { Metric } from '@saliogram/explain';
import { placeMatrixFigure, removalCurvesFigure, scoreMatrixFigure } from '@saliogram/figures';
import type { PlaceMatrixFigure } from '@saliogram/figures';
import { agreementBlocks } from './agreement-blocks.ts';
import { buildReport } from './build-report.ts';
import type { EvaluatedMethod, ExplanationEvaluation } from './explanation-evaluation.ts';
import { explanationFindings } from './explanation-findings.ts';
import { layersTable, measuresTable, numbersTable, rankTable } from './explanation-evaluation-tables.ts';
import { thousands } from './number-text.ts';
import type { Block, Provenance } from './report-data.ts';

/**
 * The report of an evaluation of explanations: ranks and what cannot be told apart, every measure with intervals, curves,
 * agreement, what the measures ask and how they mislead.
 *
 * @returns an HTML page
 */
export function explanationEvaluationReport(results: ExplanationEvaluation, provenance: Provenance): string {
  const { model, split, n, drawn, groups, methods, measures, notes, leftOut, agreement, again } = results;
  return buildReport({
    title: `Which explanations of ${model} to believe`,
    subtitle: `${thousands(n)} sequences${drawn === 'patients' ? ` of ${groups} patients` : ''}: the ${split.part} part of the split ${split.name}.`,
    notices: ['Research use, not a medical device.'],
    sections: [
      {
        title: 'Findings',
        blocks: [
          { type: 'list', items: explanationFindings(results) },
          { type: 'subheading', text: 'To be borne in mind' },
          { type: 'list', items: notes },
        ],
      },
      {
        title: 'Ranks',
        blocks: [
          ...howRanked(results).map((text): Block => ({ type: 'paragraph', text })),
          rankTable(results),
          ...leftOutBlocks(leftOut),
        ],
      },
      { title: 'Method by measure', blocks: [placesBlock(results), ...valueBlocks(results)] },
      { title: 'Deletion and insertion', blocks: [curvesBlock(results)] },
      { title: 'How far the methods agree', blocks: agreementBlocks(agreement) },
      ...(again !== null && again.sanityRankedBy.length > 0
        ? [{ title: 'What is left on a model that learned nothing', blocks: [layersTable(again, methods)] }]
        : []),
      { title: 'What the measures are', blocks: [measuresTable(measures)] },
      {
        title: 'All numbers',
        blocks: measures
          .filter(({ name }) => methods.some(({ scores }) => name in scores))
          .map((measure) => numbersTable(measure, methods)),
      },
    ],
    provenance,
  });
}

/** How the ranks are made and read, in a paragraph each. */
function howRanked({ rankedBy, again, drawn }: ExplanationEvaluation): string[] {
  if (rankedBy.length === 0) return [];
  return [
    `How the rank is made: by each of ${rankedBy.length} measures of what the model does without the hot inputs, the methods and the two controls are placed, 1 the best; the mean rank is the mean of a method's places, all measures alike. Its interval comes of drawing the ${drawn} anew a thousand times, all places being made anew each time; the place holds all that the intervals of the differences leave open, without correction for there being many.`,
    ...(again
      ? [
          `Stability and sanity are ranks of their own, over ${again.n} sequences that were explained again, among ${again.methods} rows: stable is not right, and |x| is among the stablest of all.`,
        ]
      : []),
  ];
}

function leftOutBlocks(leftOut: ExplanationEvaluation['leftOut']): Block[] {
  if (leftOut.length === 0) return [];
  return [
    { type: 'subheading', text: 'Left out' },
    {
      type: 'list',
      items: [...new Set(leftOut.map(({ why }) => why))].map((reason) => {
        const names = leftOut.filter(({ why }) => why === reason).map(({ method }) => method);
        return `${names.join(', ')}: ${reason}`;
      }),
    },
  ];
}

/** Families of the measures that give places. */
const FAMILIES = [
  ['faithfulness', 'Faithfulness'],
  ['robustness', 'Stability'],
  ['sanity', 'Sanity'],
] as const;

/** Families whose values stand side by side. */
const VALUES = [
  [['faithfulness'], 'What the model does without the hot inputs'],
  [['robustness', 'sanity'], 'How still the maps stand, and whether they look at what they explain'],
  [['shape'], 'What the maps look like'],
] as const;

/** The figure of places: every measure that gives places, family by family. */
export function placesFigure(results: ExplanationEvaluation): string {
  const { methods } = results;
  const families = FAMILIES.map(([family, title]) => ({
    title,
    columns: known(results, family)
      .filter(({ name }) => methods.some(({ scores }) => scores[name]?.place !== undefined))
      .map(({ name, title: head, better }) => ({
        title: head,
        better,
        places: methods.map(({ scores }) => scores[name]?.place ?? null),
        mayBeBest: methods.map(({ scores }) => scores[name]?.mayBeBest ?? false),
      })),
  })).filter(({ columns }) => columns.length > 0);
  return placeMatrixFigure({
    title: 'Places of the methods by each measure',
    rows: figureRows(methods),
    families,
    notes: [
      'The order is that of the mean rank over the measures of faithfulness. Grey names are controls, which know no model. Framed: no other row is better by this measure for sure (95 % interval of the paired difference). An arrow says which values are better.',
    ],
  });
}

function placesBlock(results: ExplanationEvaluation): Block {
  return {
    type: 'figure',
    svg: placesFigure(results),
    caption:
      'Places by every measure that says which of two maps is better, 1 the best. Columns in which everything is framed tell nothing apart.',
  };
}

/** More measures than this do not fit side by side. */
const MOST_COLUMNS = 7;

function valueBlocks(results: ExplanationEvaluation): Block[] {
  return VALUES.flatMap(([families, title]) => {
    const measures = families.flatMap((family) => known(results, family));
    const figures = Math.ceil(measures.length / MOST_COLUMNS);
    const each = Math.ceil(measures.length / Math.max(1, figures));
    return Array.from({ length: figures }, (_, i): Block => {
      const own = measures.slice(i * each, (i + 1) * each);
      return {
        type: 'figure',
        svg: valuesFigure(title, own, results),
        caption: `${title}${figures > 1 ? `, ${i + 1} of ${figures}` : ''}. ${own.map(({ title: name, says }) => `${name}: ${says}`).join('; ')}.`,
      };
    });
  });
}

function valuesFigure(
  title: string,
  measures: readonly Metric[],
  { methods, again }: ExplanationEvaluation,
): string {
  const measured = methods.filter(({ scores }) => measures.some(({ name }) => name in scores));
  const isAgain = measures.some(({ family }) => family === 'robustness' || family === 'sanity');
  return scoreMatrixFigure({
    title,
    rows: figureRows(measured),
    columns: measures.map(({ name, title: head, better }) => ({
      title: head,
      better,
      values: measured.map(({ scores }) => scores[name] ?? null),
      mayBeBest: measured.map(({ scores }) => scores[name]?.mayBeBest ?? false),
    })),
    notes: [
      `The mean over ${isAgain && again ? `${again.n} sequences explained again` : 'the sequences'} above its 95 % interval. An arrow says which way is better${measures.some(({ better }) => better !== 'neither') ? '. Bold: no other row is better for sure.' : '; measures without one only describe.'}`,
    ],
  });
}

/** Measures of a family that were taken. */
function known({ measures, methods }: ExplanationEvaluation, family: Metric['family']): Metric[] {
  return measures.filter(
    (measure) => measure.family === family && methods.some(({ scores }) => measure.name in scores),
  );
}

function figureRows(methods: readonly EvaluatedMethod[]): PlaceMatrixFigure['rows'] {
  return methods.map(({ title, control }) => ({ label: title, control }));
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
