import type { BeatSummary, Proportion } from '@saliogram/signal';
import { alignColumns, thousands } from '../text-table.ts';
import { percentText } from './line-report.ts';

/** What a table shows of one record. */
interface Row {
  readonly record: string;
  readonly statistics: BeatSummary['gross'];
  readonly rrErrorMs: number | null;
}

const percent = (value: number | null, digits = 2): string =>
  value === null ? '-' : (100 * value).toFixed(digits);

/** A line per record, then gross and average; percentages as EC57 has them. */
export function beatTable(rows: readonly Row[], { gross, average }: BeatSummary, sveb: boolean): string[] {
  const missedOf = ({ count, of }: Proportion): string => thousands(of - count);
  const cells = (statistics: BeatSummary['gross'], rrErrorMs: number | null): string[] => {
    const { qrs, veb, sveb: supraventricular } = statistics;
    return [
      thousands(qrs.sensitivity.of),
      missedOf(qrs.sensitivity),
      missedOf(qrs.positivePredictivity),
      ...[qrs.sensitivity, qrs.positivePredictivity, qrs.errorRate].map((value) => percentText(value)),
      ...[veb.sensitivity, veb.positivePredictivity].map((value) => percentText(value)),
      percentText(veb.falsePositiveRate, 3),
      ...(sveb
        ? [supraventricular.sensitivity, supraventricular.positivePredictivity].map((value) =>
            percentText(value),
          )
        : []),
      rrErrorMs === null ? '-' : rrErrorMs.toFixed(2),
    ];
  };
  return alignColumns([
    [
      'record',
      'beats',
      'missed',
      'false',
      'Q Se',
      'Q +P',
      'Q DER',
      'V Se',
      'V +P',
      'V FPR',
      ...(sveb ? ['S Se', 'S +P'] : []),
      'RR err',
    ],
    ...rows.map((row) => [row.record, ...cells(row.statistics, row.rrErrorMs)]),
    ['gross', ...cells(gross, null)],
    [
      'average',
      '',
      '',
      '',
      ...[average.qrs.sensitivity, average.qrs.positivePredictivity, average.qrs.errorRate].map((value) =>
        percent(value),
      ),
      percent(average.veb.sensitivity),
      percent(average.veb.positivePredictivity),
      percent(average.veb.falsePositiveRate, 3),
      ...(sveb ? [percent(average.sveb.sensitivity), percent(average.sveb.positivePredictivity)] : []),
      average.rrErrorMs === null ? '-' : average.rrErrorMs.toFixed(2),
    ],
  ]);
}
