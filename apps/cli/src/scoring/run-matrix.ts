import { runStatistics } from '@saliogram/signal';
import type { Proportion, RunCounts, RunKind, RunTables } from '@saliogram/signal';
import type { ReportNames } from './matrix-report.ts';

/** The comparison of one kind of runs of one record as rxr prints it with -s or -c, or twice with -S or -C. */
export function runMatrixReport(
  names: ReportNames,
  kind: RunKind,
  { sensitivity, positivePredictivity }: RunTables,
  form: 'standard' | 'condensed',
): string[] {
  const matrix = form === 'standard' ? standardMatrix : condensedMatrix;
  const head = form === 'standard' ? '               Algorithm Run Length' : '          Algorithm Run Length';
  return [
    `${kind === 'veb' ? 'VE' : 'SVE'} run-by-run comparison results for record ${names.record}`,
    `Reference annotator: ${names.reference}`,
    `     Test annotator: ${names.test}`,
    '',
    head,
    ...matrix(sensitivity.counts),
    '',
    `${form === 'standard' ? '  ' : ''}    (Run Sensitivity Summary Matrix)`,
    '',
    '',
    head,
    ...matrix(positivePredictivity.counts),
    '',
    ' (Run Positive Predictivity Summary Matrix)',
    '',
    ...statisticsLines({ sensitivity, positivePredictivity }),
    '',
  ];
}

const cell = (value: number): string => ` ${String(value).padStart(4)}`;

/** A matrix without the count of no run meeting none. */
function rows(heads: readonly string[], counts: readonly (readonly number[])[]): string[] {
  return heads.map(
    (head, i) => `${head} |${counts[i].map((value, j) => (i + j === 0 ? '     ' : cell(value))).join('')}`,
  );
}

function standardMatrix(counts: RunCounts): string[] {
  return [
    '          0    1    2    3    4    5   >5',
    `     ${'_'.repeat(36)}`,
    ...rows(['   0', '   1', '   2', '   3', '   4', '   5', '  >5'], counts),
  ];
}

/** Lengths by their names: none, a single beat, a couplet, a short run, a long one. */
const classes = [[0], [1], [2], [3, 4, 5], [6]];

function condensedMatrix(counts: RunCounts): string[] {
  const sums = classes.map((references) =>
    classes.map((tests) =>
      references.reduce((sum, r) => sum + tests.reduce((row, t) => row + counts[r][t], 0), 0),
    ),
  );
  return [
    '         nc    v    c    s    l',
    `     ${'_'.repeat(26)}`,
    ...rows(['  NC', '   V', '   C', '   S', '   L'], sums),
  ];
}

function statisticsLines(tables: RunTables): string[] {
  const { couplets, shortRuns, longRuns } = runStatistics(tables);
  const line = (name: string, { count, of, value }: Proportion): string =>
    `${name.padStart(31)}: ${value === null ? '  - ' : `${wholePercent({ value }).padStart(3)}%`} (${count}/${of})`;
  return [
    line('Couplet sensitivity', couplets.sensitivity),
    line('Couplet positive predictivity', couplets.positivePredictivity),
    line('Short run sensitivity', shortRuns.sensitivity),
    line('Short run positive predictivity', shortRuns.positivePredictivity),
    line('Long run sensitivity', longRuns.sensitivity),
    line('Long run positive predictivity', longRuns.positivePredictivity),
  ];
}

/** A percentage without its sign and digits, halves upwards; `-` of nothing. */
export function wholePercent({ value }: Pick<Proportion, 'value'>): string {
  return value === null ? '-' : String(Math.floor(100 * value + 0.5));
}
