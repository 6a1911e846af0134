// The tables of docs/benchmarks.md from what bench/truth-benchmarks.js wrote: a method a row, the best by AUPRC first,
// published numbers beside ours, the areas over thresholds only where they are published: the range of several sources, a single one with its deviation.
// Usage: node bench/truth-tables.js --tables DIR
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PUBLISHED } from '@saliogram/benchmarks';
import { TRUTH_BENCHMARKS } from '@saliogram/datasets';

const { values: options } = parseArgs({
  options: { tables: { type: 'string', default: 'bench-tables' } },
});

const CONTROLS = ['random-heat', 'magnitude', 'magnitude:shares'];
const ORDER = ['auroc', 'auprc'];
const AREAS = ['aup', 'aur'];
const number = (value) => value.toFixed(3);
const line = (cells) => `| ${cells.join(' | ')} |`;

function ownCell({ mean, sd, values }) {
  if (Number.isNaN(mean)) return '-';
  return values.length > 1 ? `${number(mean)} ± ${number(sd)}` : number(mean);
}

/** The published values of a measure, the only one with its deviation, several as the range that they span. */
function publishedCell(rows, measure) {
  const found = rows.filter(({ measures }) => measures[measure] !== undefined);
  if (found.length === 0) return '';
  const values = found.map(({ measures }) => measures[measure]);
  const sd = found.length === 1 ? found[0].deviations?.[measure] : undefined;
  if (sd !== undefined) return `${number(values[0])} ± ${number(sd)}`;
  const [low, high] = [number(Math.min(...values)), number(Math.max(...values))];
  return low === high ? low : `${low} to ${high}`;
}

function tableOf({ name, rows }) {
  const published = PUBLISHED[name] ?? [];
  const isPublished = (one) => published.some((row) => row.measures[one] !== undefined);
  const measures = ['auprc', ...AREAS].filter(isPublished);
  const own = [...ORDER, ...AREAS.filter(isPublished)];
  const nameOf = ({ method, isUntrained }) => {
    if (isUntrained) return `_${method}, untrained model_`;
    const shown = method.replace('*', ' \\* ').replace(':shares', ', shares');
    return CONTROLS.includes(method) ? `_${shown}_` : shown;
  };
  const byAuprc = rows.toSorted((a, b) => b.measures.auprc.mean - a.measures.auprc.mean);
  const ours = byAuprc.map((row) => {
    const same = row.isUntrained ? [] : published.filter(({ method }) => method === row.method);
    return [
      nameOf(row),
      ...own.map((one) => ownCell(row.measures[one])),
      ...measures.map((one) => publishedCell(same, one)),
    ];
  });
  const known = rows.map(({ method }) => method);
  const others = [...new Set(published.map(({ method }) => method))].filter((one) => !known.includes(one));
  const heads = [
    '',
    ...own.map((one) => one.toUpperCase()),
    ...measures.map((one) => `published ${one.toUpperCase()}`),
  ];
  return [
    heads,
    heads.map(() => '---'),
    ...ours,
    ...others.map((method) => {
      const same = published.filter((row) => row.method === method);
      return [method, ...own.map(() => ''), ...measures.map((one) => publishedCell(same, one))];
    }),
  ].map(line);
}

for (const { name, title } of TRUTH_BENCHMARKS) {
  const file = join(options.tables, `${name}.json`);
  if (!existsSync(file)) continue;
  const restored = (_, value) => (value === null ? NaN : value);
  const result = JSON.parse(readFileSync(file, 'utf8'), restored);
  const right = result.accuracy
    ? `the model right in ${(100 * result.accuracy.mean).toFixed(1)} %`
    : 'a white box';
  const of = result.folds === 1 ? 'one fold' : `${result.folds} folds`;
  console.log(`\n${title}: ${result.sequences} sequences, ${of}, ${right}\n`);
  console.log(tableOf(result).join('\n'));
}
