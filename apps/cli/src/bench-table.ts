import { PUBLISHED, TABLE_MEASURES } from '@saliogram/benchmarks';
import type { BenchmarkResult, BenchmarkRow, FoldMeasure, TableMeasure } from '@saliogram/benchmarks';

const HEADS: Readonly<Record<TableMeasure, string>> = {
  auroc: 'AUROC',
  auprc: 'AUPRC',
  aup: 'AUP',
  aur: 'AUR',
  'mask-information': 'information',
  'mask-entropy': 'entropy',
};

/** The table of a benchmark, ours first and then what is published, as rows of cells; the first row are the heads. */
export function benchTable({ name, rows }: BenchmarkResult): string[][] {
  const ours = rows.map((row) => [
    nameOf(row),
    ...TABLE_MEASURES.map((measure) => foldCell(row.measures[measure])),
    'here',
    row.seconds.toFixed(1),
  ]);
  const published = (PUBLISHED[name] ?? []).map(({ method, measures, deviations, source, mark }) => [
    method,
    ...TABLE_MEASURES.map((measure) => numberCell(measures[measure], deviations?.[measure])),
    `${source} [${mark}]`,
    '',
  ]);
  return [['', ...TABLE_MEASURES.map((measure) => HEADS[measure]), 'source', 's'], ...ours, ...published];
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
  return deviation === undefined ? digits(mean) : `${digits(mean)} ± ${digits(deviation)}`;
}

/** Shares to three places, sums to three significant digits. */
function digits(value: number): string {
  if (Number.isNaN(value)) return '-';
  return Math.abs(value) < 10 ? value.toFixed(3) : String(Number(value.toPrecision(3)));
}
