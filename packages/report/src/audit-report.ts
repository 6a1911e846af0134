import { intervalsFigure, saliencyFigure } from '@saliogram/figures';
import { AGREEMENT_MEASURES } from '@saliogram/explain';
import type { AttributionDrift, AuditResults } from './audit-results.ts';
import { auditTables } from './audit-tables.ts';
import type { AuditTable } from './audit-tables.ts';
import { buildReport } from './build-report.ts';
import { thousands } from './number-text.ts';
import type { Block, Provenance } from './report-data.ts';

const MEASURE_NAMES = {
  rankCorrelation: 'rank correlation',
  topOverlap: 'overlap of the hottest tenth',
  cosine: 'cosine',
} as const;

/**
 * The report of an audit: shortcuts of one or two models, and how the explanations of two differ on the same beats.
 *
 * @param rules of the verdicts, in words
 * @returns an HTML page
 */
export function auditReport(results: AuditResults, rules: readonly string[], provenance: Provenance): string {
  const { models, beats, drift, notes } = results;
  const tables = auditTables(results);
  const tablesOf = (section: AuditTable['section']): Block[] =>
    tables
      .filter((table) => table.section === section)
      .map(({ caption, columns, rows }) => ({ type: 'table', caption, columns, rows }));
  return buildReport({
    title: `What ${models.map(({ file }) => file).join(' and ')} ${models.length === 1 ? 'goes' : 'go'} by`,
    subtitle: `${thousands(beats.n)} beats of ${beats.patients} patients, in the test part of ${beats.testOf}.`,
    notices: ['Research use, not a medical device.'],
    sections: [
      { title: 'Beats', blocks: [...tablesOf('beats'), { type: 'list', items: notes }] },
      ...(drift
        ? [
            {
              title: 'How explanations of the same beats differ',
              blocks: [...driftFigures(drift), ...tablesOf('drift')],
            },
          ]
        : []),
      {
        title: 'Shortcuts',
        blocks: [
          ...tablesOf('shortcuts'),
          { type: 'subheading', text: 'Verdicts, the first rule that holds' },
          { type: 'list', items: rules, ordered: true },
        ],
      },
    ],
    provenance,
  });
}

function driftFigures(drift: AttributionDrift): Block[] {
  const { grid, methods, meanHeat, agreement } = drift;
  const rows = agreement[0].rows.filter(({ kind }) => kind !== 'models less beats');
  return [
    {
      type: 'figure',
      svg: saliencyFigure({
        techniques: methods.map(({ title }) => title),
        rows: meanHeat.map(({ symbol, model, n, probability, beat, heats }) => ({
          label: `${symbol}, ${thousands(n)} beats`,
          detail: model.replace(/\.safetensors$/, ''),
          probability,
          values: beat,
          heats,
        })),
        layout: {
          steps: grid.points,
          samplingFrequency: 1000 / grid.stepMs,
          originStep: Math.round(-grid.fromMs / grid.stepMs),
          unit: 'input',
        },
        quantity: 'mean heat, greatest 1',
        notes: [
          'The mean beat of each class as the model reads it in its first channel, and the mean over beats of how much of the heat lies at each time, the two models one above the other; p is the mean probability of the explained, the reference class.',
        ],
      }),
      caption: 'Mean heat over time, by class and model.',
    },
    {
      type: 'figure',
      svg: intervalsFigure({
        title: 'How alike maps are',
        rows: rows.map(({ kind, pair, method }) => ({
          label:
            kind === 'models' ? `Two models: ${method}` : `${pair.replaceAll('.safetensors', '')}: ${method}`,
          control: kind !== 'models',
        })),
        panels: AGREEMENT_MEASURES.map((measure) => ({
          title: MEASURE_NAMES[measure],
          quantity: MEASURE_NAMES[measure],
          values: rows.map(({ measures }) => measures[measure].all),
        })),
        intervalName: '95 % interval over patients',
      }),
      caption:
        'The same beats under two models, beside two yardsticks: different beats of a class under one model, which share the place of their waves alone, and two methods on the same beat of one model.',
    },
  ];
}
