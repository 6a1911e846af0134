import type { EvaluationResults } from '@saliogram/report';
import type { RateInterval } from '@saliogram/training';
import { alignColumns, percent, thousands } from '../text-table.ts';

/** An evaluation as lines of text. */
export function evaluationLines(results: EvaluationResults): string[] {
  const { n, split, accuracy, crossEntropy, intervals, drawn, notes } = results;
  return [
    `${thousands(n)} sequences${drawn === 'patients' ? ` of ${intervals.groups} patients` : ''}, ${split.part} part of the split ${split.name}`,
    `accuracy ${percent(accuracy)} ${ends(intervals.accuracy)}, cross-entropy ${crossEntropy?.toFixed(4) ?? '-'}`,
    '',
    ...classLines(results),
    `in brackets: ${percent(intervals.coverage, 0)} intervals, ${thousands(intervals.draws)} draws of whole ${drawn}`,
    ...baselineLines(results),
    '',
    ...confusionLines(results),
    '',
    ...calibrationLines(results),
    '',
    abstentionLine(results),
    ...recordLines(results),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ];
}

function classLines({ classes, perClass, intervals, drawn }: EvaluationResults): string[] {
  const cells = ({
    sensitivity,
    positivePredictivity,
    f1,
    specificity,
  }: (typeof intervals)['macro']): string[] =>
    [sensitivity, positivePredictivity, f1, specificity].map(rateText);
  return alignColumns([
    ['', 'class', 'number', drawn, 'sensitivity', 'pos. predictivity', 'F1', 'specificity'],
    ...classes.map(({ symbol, name }) => [
      symbol,
      name,
      thousands(perClass[symbol].support),
      String(intervals.perClass[symbol].groups),
      ...cells(intervals.perClass[symbol]),
    ]),
    ['', 'mean over classes', '', '', ...cells(intervals.macro)],
  ]);
}

function baselineLines({ baselines }: EvaluationResults): string[] {
  const rows = Object.values(baselines).map(({ name, accuracy, intervals, modelLessBaseline }) => [
    name,
    percent(accuracy),
    rateText(intervals.macro.f1),
    rateText(modelLessBaseline),
  ]);
  if (rows.length === 0) return [];
  return ['', ...alignColumns([['baseline', 'accuracy', 'macro-F1', 'model better by (macro-F1)'], ...rows])];
}

function confusionLines({ classes, confusion }: EvaluationResults): string[] {
  const symbols = classes.map(({ symbol }) => symbol);
  return alignColumns([
    ['reference \\ model', ...symbols],
    ...confusion.map((row, k) => [symbols[k], ...row.map(thousands)]),
  ]);
}

function calibrationLines({ calibration: { asTrained, scaled } }: EvaluationResults): string[] {
  const row = (
    name: string,
    { crossEntropy, brier, expectedCalibrationError }: typeof asTrained,
  ): string[] => [name, crossEntropy?.toFixed(4) ?? '-', brier.toFixed(4), percent(expectedCalibrationError)];
  return alignColumns([
    ['probabilities', 'cross-entropy', 'Brier', 'calibration error'],
    row('as trained', asTrained),
    ...(scaled ? [row(`temperature ${scaled.temperature.toFixed(3)}, fitted on validation`, scaled)] : []),
  ]);
}

function abstentionLine({ abstention: { points, area, leastArea } }: EvaluationResults): string {
  const told = [0.5, 0.8, 0.9, 0.95, 1].flatMap((coverage) => {
    const point = points.find((each) => each.coverage >= coverage - 1e-9);
    return point ? [`${percent(point.risk)} of the surest ${percent(point.coverage, 0)}`] : [];
  });
  return `errors: ${told.join(', ')}; area ${percent(area)}, least possible ${percent(leastArea)}`;
}

function recordLines({ records, classes }: EvaluationResults): string[] {
  if (records.length === 0) return [];
  const worst = records.toSorted((a, b) => a.accuracy - b.accuracy);
  return [
    '',
    ...alignColumns([
      ['record', 'number', 'accuracy', ...classes.map(({ symbol }) => `Se ${symbol}`)],
      ...worst.map(({ name, n, accuracy, perClass }) => [
        name,
        thousands(n),
        percent(accuracy, 1),
        ...classes.map(({ symbol }) => percent(perClass[symbol].sensitivity, 1)),
      ]),
    ]),
  ];
}

/** `92.1 % (88.0 to 95.0)`. */
function rateText(rate: RateInterval): string {
  return rate === null ? '-' : `${percent(rate.estimate, 1)} ${ends(rate)}`;
}

function ends(rate: RateInterval): string {
  if (rate === null || !Number.isFinite(rate.low)) return '';
  return `(${(100 * rate.low).toFixed(1)} to ${(100 * rate.high).toFixed(1)})`;
}
