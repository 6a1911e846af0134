import { PUBLISHED, TABLE_MEASURES } from '@saliogram/benchmarks';
import type { BenchmarkResult, BenchmarkRow, FoldMeasure, TableMeasure } from '@saliogram/benchmarks';
import { alignColumns } from './text-table.ts';

const HEADS: Readonly<Record<TableMeasure, string>> = {
  auroc: 'AUROC',
  auprc: 'AUPRC',
  aup: 'AUP',
  aur: 'AUR',
  'mask-information': 'information',
  'mask-entropy': 'entropy',
};

/** The source of what was measured by this run. */
const HERE = 'here';

/** The measures of order, and those that only compare with the literature. */
const BY_ORDER: readonly TableMeasure[] = ['auroc', 'auprc'];

/** The tables of a benchmark in lines; measures of order by themselves where the screen is too narrow for all. */
export function benchLines(result: BenchmarkResult, width: number): string[] {
  const byClass = benchClassTable(result);
  const last = byClass.length > 0 ? alignColumns(byClass) : [];
  const whole = alignColumns(benchTable(result));
  if (whole.every((line) => line.length <= width)) return [...whole, ...last];
  // Without rows that have nothing of it; the source comes last, where it can be folded.
  const part = (measures: readonly TableMeasure[]): string[] =>
    alignColumns(
      benchTable(result, measures)
        .map((row) => row.slice(0, -1))
        .filter((row) => row.slice(1, -1).some((cell) => cell !== ''))
        .map((row) => [...row.slice(0, -1), row.at(-1) === HERE ? '' : (row.at(-1) ?? '')]),
      width,
    );
  const others = TABLE_MEASURES.filter((measure) => !BY_ORDER.includes(measure));
  return [...part(BY_ORDER), '', ...part(others), ...last];
}

/** The table of a benchmark, ours first and then what is published, as rows of cells; the first row are the heads. */
export function benchTable(
  { name, rows }: BenchmarkResult,
  shown: readonly TableMeasure[] = TABLE_MEASURES,
): string[][] {
  const ours = rows.map((row) => [
    nameOf(row),
    ...shown.map((measure) => foldCell(row.measures[measure])),
    HERE,
    row.seconds.toFixed(1),
  ]);
  const published = (PUBLISHED[name] ?? []).map(({ method, measures, deviations, source, mark }) => [
    method,
    ...shown.map((measure) => numberCell(measures[measure], deviations?.[measure])),
    `${source} [${mark}]`,
    '',
  ]);
  return [['', ...shown.map((measure) => HEADS[measure]), 'source', 's'], ...ours, ...published];
}

/** AUPRC by class, as rows of cells; none where sequences have no class. */
export function benchClassTable({ rows }: BenchmarkResult): string[][] {
  const symbols = Object.keys(rows[0]?.auprcByClass ?? {});
  if (symbols.length === 0) return [];
  return [
    ['AUPRC by class', ...symbols],
    ...rows.map((row) => [
      nameOf(row),
      ...symbols.map((symbol) => {
        const measure = row.auprcByClass?.[symbol];
        return measure ? foldCell(measure) : '';
      }),
    ]),
  ];
}

function nameOf({ method, isUntrained }: BenchmarkRow): string {
  return isUntrained ? `${method}, untrained model` : method;
}

function foldCell({ mean, sd, values }: FoldMeasure): string {
  return numberCell(mean, values.length > 1 ? sd : undefined);
}

function numberCell(mean: number | undefined, deviation: number | undefined): string {
  if (mean === undefined) return '';
  if (deviation === undefined) return digits(mean);
  const spread = Math.abs(mean) < 10 ? digits(deviation) : String(Number(deviation.toPrecision(2)));
  return `${digits(mean)} ± ${spread}`;
}

/** Shares to three places, sums to three significant digits. */
function digits(value: number): string {
  if (Number.isNaN(value)) return '-';
  return Math.abs(value) < 10 ? value.toFixed(3) : String(Number(value.toPrecision(3)));
}
