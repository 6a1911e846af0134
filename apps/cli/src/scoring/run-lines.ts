import { RUN_CLASSES, runStatistics } from '@saliogram/signal';
import type { RunKind, RunTables } from '@saliogram/signal';
import { wholePercent } from './run-matrix.ts';

/** Heads of the tables that rxr writes with -l, and with -L for supraventricular runs. */
export function runLineHeads(kind: RunKind): string[] {
  return [
    ...(kind === 'veb' ? [] : ['(SVE run detection)']),
    'Record CTs CFN CTp CFP STs SFN STp SFP LTs LFN LTp LFP  CSe C+P SSe S+P LSe L+P',
  ];
}

/** The line of a record: found and missed, right and false couplets, short runs and long runs; then percentages. */
export function runLine(record: string, tables: RunTables): string {
  const detections = RUN_CLASSES.map((name) => runStatistics(tables)[name]);
  const cell = (value: number | string): string => ` ${String(value).padStart(3)}`;
  const counts = detections.flatMap(({ sensitivity, positivePredictivity }) =>
    [sensitivity, positivePredictivity].flatMap(({ count, of }) => [count, of - count]),
  );
  const percentages = detections.flatMap(({ sensitivity, positivePredictivity }) => [
    wholePercent(sensitivity),
    wholePercent(positivePredictivity),
  ]);
  return `${record.padStart(4)}${counts.map(cell).join('')} ${percentages.map(cell).join('')}`;
}
