import {
  abstentionFigure,
  confusionMatrixFigure,
  recordHeatMapFigure,
  reliabilityFigure,
} from '@saliogram/figures';
import type { RateInterval } from '@saliogram/training';
import { buildReport } from './build-report.ts';
import type { EvaluationResults } from './evaluation-results.ts';
import { className, percent, thousands } from './number-text.ts';
import type { Block, Provenance, TableColumn } from './report-data.ts';

const right = (title: string): TableColumn => ({ title, align: 'right' });

/**
 * The report of an evaluation: classes with intervals over patients, baselines, confusion, calibration, abstention,
 * records.
 *
 * @returns an HTML page
 */
export function evaluationReport(results: EvaluationResults, provenance: Provenance): string {
  const { model, split, n, drawn, intervals, notes } = results;
  return buildReport({
    title: `How well ${model} does`,
    subtitle: `${thousands(n)} sequences${drawn === 'patients' ? ` of ${intervals.groups} patients` : ''}: the ${split.part} part of the split ${split.name}.`,
    notices: ['Research use, not a medical device.'],
    sections: [
      { title: 'Classes', blocks: [...classBlocks(results), { type: 'list', items: notes }] },
      ...(Object.keys(results.baselines).length > 0
        ? [{ title: 'Beside classifiers without a network', blocks: [baselineTable(results)] }]
        : []),
      { title: 'How far its probabilities can be believed', blocks: calibrationBlocks(results) },
      { title: 'What it could leave open', blocks: [abstentionBlock(results)] },
      ...(results.records.length > 0 ? [{ title: 'Records', blocks: [recordsBlock(results)] }] : []),
    ],
    provenance,
  });
}

function classBlocks(results: EvaluationResults): Block[] {
  const { classes, confusion, intervals, perClass, drawn } = results;
  const cells = (rates: (typeof intervals)['macro']): string[] => [
    rateText(rates.sensitivity),
    rateText(rates.positivePredictivity),
    rateText(rates.f1),
    rateText(rates.specificity),
  ];
  return [
    {
      type: 'table',
      caption: `Each class, and the mean over classes, in per cent; in brackets ${percent(intervals.coverage, 0)} intervals from ${thousands(intervals.draws)} draws of whole ${drawn}. Of all sequences ${rateText(intervals.accuracy)} are right.`,
      columns: [
        { title: 'Class' },
        right('Sequences'),
        right(drawn === 'patients' ? 'Patients' : 'Drawn'),
        right('Sensitivity'),
        right('Pos. predictivity'),
        right('F1'),
        right('Specificity'),
      ],
      rows: [
        ...classes.map((info) => [
          className(info),
          thousands(perClass[info.symbol].support),
          String(intervals.perClass[info.symbol].groups),
          ...cells(intervals.perClass[info.symbol]),
        ]),
        ['mean over classes', '', '', ...cells(intervals.macro)],
      ],
    },
    {
      type: 'figure',
      svg: confusionMatrixFigure({ confusion, classes }),
      caption: 'Confusion matrix: rows are the reference, columns the model.',
    },
  ];
}

function baselineTable({ model, intervals, baselines, drawn }: EvaluationResults): Block {
  return {
    type: 'table',
    caption: `In per cent. They learn from the training part of the same split. The last column draws the same ${drawn} for both.`,
    columns: [{ title: 'Classifier' }, right('Accuracy'), right('Macro-F1'), right('Model better by')],
    rows: [
      [model, rateText(intervals.accuracy), rateText(intervals.macro.f1), ''],
      ...Object.values(baselines).map((baseline) => [
        baseline.name,
        rateText(baseline.intervals.accuracy),
        rateText(baseline.intervals.macro.f1),
        rateText(baseline.modelLessBaseline),
      ]),
    ],
  };
}

function calibrationBlocks({ calibration: { asTrained, scaled } }: EvaluationResults): Block[] {
  const curves = [
    { name: 'as trained', ...asTrained },
    ...(scaled ? [{ name: `with temperature ${scaled.temperature.toFixed(2)}`, ...scaled }] : []),
  ];
  return [
    {
      type: 'figure',
      svg: reliabilityFigure({ curves }),
      caption: `Bars below the diagonal: surer than right. ${scaled ? 'The temperature was fitted on the validation part alone and changes no decision.' : ''}`,
    },
    {
      type: 'table',
      caption: 'Calibration. Less is better in every column.',
      columns: [
        { title: 'Probabilities' },
        right('Cross-entropy (nats)'),
        right('Brier score'),
        right('Expected calibration error'),
      ],
      rows: curves.map(({ name, crossEntropy, brier, expectedCalibrationError }) => [
        name,
        crossEntropy?.toFixed(4) ?? '–',
        brier.toFixed(4),
        percent(expectedCalibrationError),
      ]),
    },
  ];
}

function abstentionBlock({ abstention }: EvaluationResults): Block {
  return {
    type: 'figure',
    svg: abstentionFigure(abstention),
    caption:
      'Sequences are decided in the order of the probability of their decided class; the least sure are left to a reader.',
  };
}

function recordsBlock({ classes, records }: EvaluationResults): Block {
  return {
    type: 'figure',
    svg: recordHeatMapFigure({ classes, records }),
    caption: 'The share of the sequences of each class that is recognised, record by record.',
  };
}

/** Per cent, as in `92.1 (88.0 to 95.0)`, on one line. */
function rateText(rate: RateInterval): string {
  if (rate === null) return '–';
  const perCent = (value: number): string => (Number.isFinite(value) ? (100 * value).toFixed(1) : '–');
  // On a narrow page the interval may stand below its estimate, in one piece.
  const interval = `(${perCent(rate.low)} to ${perCent(rate.high)})`.replaceAll(' ', '\u00a0');
  return `${perCent(rate.estimate)} ${interval}`.replaceAll('-', '−');
}
