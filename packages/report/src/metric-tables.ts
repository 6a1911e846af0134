import type { Metric } from '@saliogram/explain';
import { markdownTable } from './markdown-table.ts';
import type { TechniqueTable } from './technique-tables.ts';

const BETTER: Readonly<Record<Metric['better'], string>> = {
  higher: 'higher',
  lower: 'lower',
  neither: 'describes',
};

const NEEDS: Readonly<Record<Metric['needs'], string>> = {
  truth: 'known truth',
  model: 'the model',
  explainer: 'the method, to explain again',
  nothing: 'the map alone',
};

/** Measures of explanations side by side: which values are better, what each needs, and what it costs. */
export function metricMatrix(metrics: readonly Metric[]): TechniqueTable {
  return {
    columns: ['measure', 'family', 'better', 'needs', 'passes per sequence'],
    rows: metrics.map(({ name, family, better, needs, cost }) => [
      name,
      family,
      BETTER[better],
      NEEDS[needs],
      cost,
    ]),
  };
}

/** What each measure asks and computes, and who published it. */
export function metricFormulas(metrics: readonly Metric[]): TechniqueTable {
  return {
    columns: ['measure', 'what it asks', 'formula', 'source'],
    rows: metrics.map(({ title, says, formula, source }) => [title, says, formula, source]),
  };
}

/** How each measure misleads, and which function measures it. */
export function metricTraps(metrics: readonly Metric[]): TechniqueTable {
  return {
    columns: ['measure', 'how it misleads', 'function'],
    rows: metrics.map(({ title, trap, measuredBy }) => [title, trap, measuredBy]),
  };
}

/** The three tables as Markdown, names, formulas and functions as code. */
export function metricsMarkdown(metrics: readonly Metric[]): string {
  const [matrix, formulas, traps] = [metricMatrix(metrics), metricFormulas(metrics), metricTraps(metrics)];
  const tables = [
    { ...matrix, rows: matrix.rows.map(([name, ...rest]) => [`\`${name}\``, ...rest]) },
    {
      ...formulas,
      rows: formulas.rows.map(([name, says, formula, source]) => [name, says, `\`${formula}\``, source]),
    },
    { ...traps, rows: traps.rows.map(([name, trap, measuredBy]) => [name, trap, `\`${measuredBy}\``]) },
  ];
  return tables.map(({ columns, rows }) => markdownTable(columns, rows)).join('\n\n');
}
