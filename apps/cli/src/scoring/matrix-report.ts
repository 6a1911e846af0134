import { beatStatistics, proportion, withoutSveb } from '@saliogram/signal';
import type { BeatComparison, BeatCounts, Proportion, Verdict } from '@saliogram/signal';

/** Which table of beats is printed, and whether supraventricular beats are told apart. */
export interface MatrixForm {
  /** `standard`: a column per class; `condensed`: normal, fusion and unclassifiable ones in one. */
  readonly form: 'standard' | 'condensed';
  readonly sveb: boolean;
}

/** Names that stand above a report. */
export interface ReportNames {
  readonly record: string;
  readonly reference: string;
  readonly test: string;
}

/** The comparison of one record as bxb prints it with -s, -S, -c or -C. */
export function matrixReport(
  names: ReportNames,
  comparison: BeatComparison,
  { form, sveb }: MatrixForm,
): string[] {
  const counts = sveb ? comparison.counts : withoutSveb(comparison.counts);
  return [
    `Beat-by-beat comparison results for record ${names.record}`,
    `Reference annotator: ${names.reference}`,
    `     Test annotator: ${names.test}`,
    '',
    ...(form === 'standard' ? standardMatrix(counts, sveb) : condensedMatrix(counts, sveb)),
    '',
    ...statisticsLines(counts, comparison.rrErrorMs, sveb),
    '',
    ...shutdownLines(counts, comparison.shutdownSeconds, sveb),
    '',
  ];
}

const cell = (value: number): string => ` ${String(value).padStart(4)}`;

function standardMatrix(counts: BeatCounts, sveb: boolean): string[] {
  const classes: Verdict[] = sveb ? ['N', 'S', 'V', 'F', 'Q'] : ['N', 'V', 'F', 'Q'];
  const columns: Verdict[] = [...classes, 'O', 'X'];
  const row = (reference: Verdict, tests: readonly Verdict[]): string =>
    ` ${reference} |${tests.map((test) => cell(counts[reference][test])).join('')}`;
  return [
    '               Algorithm',
    `    ${columns.map((test) => test.toLowerCase().padStart(5)).join('')}`,
    `   ${'_'.repeat(5 * columns.length + 1)}`,
    ...classes.map((reference) => row(reference, columns)),
    row('O', classes),
    row('X', classes),
  ];
}

function condensedMatrix(counts: BeatCounts, sveb: boolean): string[] {
  const columns: Verdict[][] = [['N', 'F', 'Q'], ...(sveb ? [['S'] as Verdict[]] : []), ['V'], ['O', 'X']];
  const rows: [string, Verdict[]][] = [
    ['  N ', ['N']],
    ...(sveb ? [['  S ', ['S']] as [string, Verdict[]]] : []),
    ['  V ', ['V']],
    [' F+Q', ['F', 'Q']],
    [' O+X', ['O', 'X']],
  ];
  return [
    '         Algorithm',
    `      n+f+q${sveb ? '    s' : ''}    v  o+x`,
    `     ${'_'.repeat(5 * columns.length + 1)}`,
    ...rows.map(([head, references]) => {
      const shown = references.includes('O') ? columns.slice(0, -1) : columns;
      return `${head} |${shown.map((tests) => cell(sumOf(counts, references, tests))).join('')}`;
    }),
  ];
}

function sumOf(counts: BeatCounts, references: readonly Verdict[], tests: readonly Verdict[]): number {
  return references.reduce((sum, r) => sum + tests.reduce((row, t) => row + counts[r][t], 0), 0);
}

function statisticsLines(counts: BeatCounts, rrErrorMs: number | null, sveb: boolean): string[] {
  const { qrs, veb, sveb: supraventricular } = beatStatistics(counts);
  const line = (name: string, value: Proportion, digits = 2): string =>
    `${name.padStart(26)}: ${percentOf(value, digits)}`;
  return [
    line('QRS sensitivity', qrs.sensitivity),
    line('QRS positive predictivity', qrs.positivePredictivity),
    line('VEB sensitivity', veb.sensitivity),
    line('VEB positive predictivity', veb.positivePredictivity),
    ...(sveb
      ? [
          line('SVEB sensitivity', supraventricular.sensitivity),
          line('SVEB positive predictivity', supraventricular.positivePredictivity),
          `${'RMS RR interval error'.padStart(26)}: ${rrErrorMs === null ? '     -' : `${rrErrorMs.toFixed(2).padStart(6)} ms`}`,
        ]
      : [line('VEB false positive rate', veb.falsePositiveRate, 3), '']),
  ];
}

function shutdownLines(counts: BeatCounts, seconds: number, sveb: boolean): string[] {
  const { missedInShutdown: missed } = beatStatistics(counts);
  const line = (name: string, value: Proportion): string => `${name.padStart(26)}: ${percentOf(value, 2)}`;
  return [
    line('Beats missed in shutdown', missedInShutdown(counts)),
    ...(['N', ...(sveb ? (['S'] as const) : []), 'V', 'F'] as const).map((label) =>
      line(`${label} missed in shutdown`, missed[label]),
    ),
    `${'Total shutdown time'.padStart(26)}: ${String(Math.round(seconds)).padStart(5)} seconds`,
  ];
}

/**
 * Of all beats, as bxb has it: with supraventricular beats told apart, those that were missed are not among the missed;
 * `beatStatistics` counts them.
 */
export function missedInShutdown(counts: BeatCounts): Proportion {
  const { count, of } = beatStatistics(counts).missedInShutdown.all;
  return proportion(count - counts.S.X, of);
}

/** A proportion as the reports have it, ` 99.91% (2153/2155)`. */
function percentOf({ count, of, value }: Proportion, digits: number): string {
  const percent = value === null ? '     - ' : `${(100 * value).toFixed(digits).padStart(6)}%`;
  return `${percent} (${count}/${of})`;
}
