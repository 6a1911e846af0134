import type { TableOne } from '@saliogram/explain';
import { markdownTable } from './markdown-table.ts';
import { percent, thousands } from './number-text.ts';
import { paperNumber, rowTitle } from './paper-numbers.ts';
import type { PaperData } from './paper-numbers.ts';
import { experimentFigures, reproductionFindings } from './reproduction-report.ts';
import type { ExperimentResults, ReproductionResults } from './reproduction-report.ts';
import { intervalText, READINGS, reductionOf } from './table-one-readings.ts';

/** Where the file of a figure of the paper stands, seen from the page: 1 to 4, and its data set. */
export type FigureFile = (figure: number, data: PaperData) => string;

/**
 * A reproduction on one page: each claim beside what was found, and for every data set the paper's Table I and figures; the
 * whole is in the report.
 *
 * @returns Markdown
 */
export function reproductionMarkdown(results: ReproductionResults, figureFile: FigureFile): string {
  const { experiments, provenance, notices = [] } = results;
  const parts = [
    '# What does an LSTM look for in classifying heartbeats?',
    `\`${provenance.command}\`, Saliogram ${provenance.versions.saliogram}, ${provenance.created.slice(0, 10)}. Research use, not a medical device.`,
    ...notices,
    '## Claims of the paper',
    markdownTable(
      ['Claim', 'Found here', 'Verdict', 'Why'],
      reproductionFindings(results).map(({ claim, found, verdict, why }) => [claim, found, verdict, why]),
    ),
    ...experiments.flatMap((experiment) => experimentParts(experiment, figureFile)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function experimentParts(experiment: ExperimentResults, figureFile: FigureFile): string[] {
  const { data, dataName, tableOne, model } = experiment;
  return [
    `## ${dataName}`,
    `Model \`${model.file}\`, SHA-256 \`${model.sha256}\`.`,
    ...(tableOne ? tableParts(tableOne, data) : []),
    ...experimentFigures(experiment).map(
      ({ figure, caption }) => `![${caption}](${figureFile(figure, data)})\n\n${caption}`,
    ),
  ];
}

function tableParts(table: TableOne, data: PaperData): string[] {
  const readings = READINGS.filter(({ score }) => score === 'probability');
  const { coverage, groups, grouped } = table.settings;
  const drawn = grouped === true ? `${String(groups)} patients, drawn whole` : 'sequences';
  return [
    `Table I: average class score reduction, of the probability of the class, under every reading of its normaliser; ${percent(Number(coverage), 0)} intervals by bootstrap over ${drawn}. The paper prints no intervals.`,
    markdownTable(
      [
        'Row',
        'Paper',
        ...readings.map(({ title }) => title.replace('Fall of the probability', 'D')),
        'Hidden',
        'Sequences',
      ],
      table.rows.map((row) => [
        rowTitle(row.technique),
        paperNumber(data, row.technique)?.toFixed(4) ?? '–',
        ...readings.map((reading) => {
          const value = reductionOf(table, row.technique, reading, 'byPrevalence');
          return value === null ? '–' : intervalText(value);
        }),
        percent(row.maskedFraction, 1),
        thousands(row.n),
      ]),
    ),
  ];
}
