import { RUN_CLASSES, runStatistics } from '@saliogram/signal';
import type { RunKind, RunStatistics, RunSummary, RunTables } from '@saliogram/signal';
import { alignColumns, thousands } from '../text-table.ts';
import { percentText } from './line-report.ts';

/** One kind of runs: a line per record, then gross and average; percentages as EC57 has them. */
export function runTable(
  kind: RunKind,
  rows: readonly { readonly record: string; readonly tables: RunTables }[],
  { gross, average }: RunSummary,
): string[] {
  const cells = (statistics: RunStatistics): string[] =>
    RUN_CLASSES.flatMap((name) => {
      const { sensitivity, positivePredictivity } = statistics[name];
      return [
        thousands(sensitivity.of),
        percentText(sensitivity),
        thousands(positivePredictivity.of),
        percentText(positivePredictivity),
      ];
    });
  const averages = RUN_CLASSES.flatMap((name) => [
    '',
    percentText({ value: average[name].sensitivity }),
    '',
    percentText({ value: average[name].positivePredictivity }),
  ]);
  const heads = ['couplets', 'short', 'long'].flatMap((name) => [name, 'Se', 'found', '+P']);
  return [
    kind === 'veb' ? 'Ventricular runs' : 'Supraventricular runs',
    ...alignColumns([
      ['record', ...heads],
      ...rows.map(({ record, tables }) => [record, ...cells(runStatistics(tables))]),
      ['gross', ...cells(gross)],
      ['average', ...averages],
    ]),
  ];
}
