import type { ClassInfo } from '@saliogram/core';
import type { ScoreReading, TableOne, TableOneRow } from '@saliogram/explain';
import { intervalsFigure, tableOneFigure } from '@saliogram/figures';
import { PAPER_ORDER, paperNumber, rowTitle, shortTitle } from './paper-numbers.ts';
import type { PaperData } from './paper-numbers.ts';
import { className, percent, thousands } from './number-text.ts';
import type { ModelResults } from './model-results.ts';
import type { Block } from './report-data.ts';
import {
  differenceOf,
  intervalText,
  ORDERING_WORDS,
  orderingOf,
  READINGS,
  reductionOf,
  WEIGHTINGS,
} from './table-one-readings.ts';
import type { Weighting } from './table-one-readings.ts';

/** What Table I is shown with. */
export interface TableOneContext {
  readonly data: PaperData;
  /** 'ECG', 'MNIST'. */
  readonly dataName: string;
  readonly classes: readonly ClassInfo[];
  /** Its metadata tell what a hidden input means. */
  readonly model: ModelResults;
}

/** Table I as blocks: the paper's numbers, figures and tables under every reading, order, paired differences, classes. */
export function tableOneBlocks(table: TableOne, context: TableOneContext): Block[] {
  const { data, dataName, classes } = context;
  const notes = [intervalsNote(table)];
  return [
    { type: 'paragraph', text: `${INTRODUCTION} ${hiddenSentence(table, context.model)}` },
    paperTable(table, data),
    ...WEIGHTINGS.flatMap(([weighting, words], i): Block[] => [
      {
        type: 'figure',
        svg: readingsFigure(table, context, weighting, notes),
        caption: `Table I, ${dataName}, under every reading of its normaliser; ${words}.${i === 0 ? ' Diamonds are the numbers the paper prints, where its sentence can be read so.' : ''}`,
      },
      ...(['probability', 'score'] as const).map((score) => readingsTable(table, score, weighting, words)),
    ]),
    orderTable(table),
    {
      type: 'figure',
      svg: differencesFigure(table, dataName, notes),
      caption:
        'Paired differences: both rows on the same sequences and the same bootstrap draws. A method tells more than chance only where it beats random blocks of its own size.',
    },
    perClassTable(table, classes),
  ];
}

const INTRODUCTION =
  'Inputs with heat above the threshold are hidden, and the fall of the class score is averaged. The paper normalises it "by the ratio of unmasked inputs to the total number of inputs", which can be read in several ways, and does not say whether the score is the unnormalised one or the probability; all readings are given. The learned mask is what the table of the paper calls derived occlusion.';

function hiddenSentence({ settings: { threshold, baseline } }: TableOne, { metadata }: ModelResults): string {
  const meaning = baseline === 0 ? `, which for this model is the ${metadata.zero}` : '';
  return `Here inputs with heat above ${JSON.stringify(threshold)} are set to ${typeof baseline === 'string' ? baseline : JSON.stringify(baseline)}${meaning}.`;
}

function intervalsNote(table: TableOne): string {
  const { groups, grouped, coverage } = table.settings;
  const of = grouped === true ? `${String(groups)} patients, drawn whole` : 'sequences';
  const share = typeof coverage === 'number' ? `${Math.round(100 * coverage)} % i` : 'I';
  return `${share}ntervals by bootstrap over ${of}. The paper prints no intervals.`;
}

function paperTable(table: TableOne, data: PaperData): Block {
  const raw = READINGS[0];
  return {
    type: 'table',
    caption: `The paper's numbers beside ours under the plainest reading (${raw.title.toLowerCase()}).`,
    columns: [
      { title: 'Row' },
      { title: 'Paper', align: 'right' },
      { title: 'Here', align: 'right' },
      { title: 'Hidden', align: 'right' },
      { title: 'Nothing hidden in', align: 'right' },
      { title: 'Sequences', align: 'right' },
    ],
    rows: table.rows.map((row) => {
      const ours = reductionOf(table, row.technique, raw, 'byPrevalence');
      return [
        rowTitle(row.technique),
        paperNumber(data, row.technique)?.toFixed(4) ?? '–',
        ours === null ? '–' : intervalText(ours, 4),
        percent(row.maskedFraction, 1),
        thousands(row.untouched),
        thousands(row.n),
      ];
    }),
  };
}

function readingsFigure(
  table: TableOne,
  context: TableOneContext,
  weighting: Weighting,
  notes: readonly string[],
): string {
  const { data, dataName } = context;
  return tableOneFigure({
    dataName,
    rows: table.rows.map((row) => ({ label: rowTitle(row.technique), control: row.kind === 'control' })),
    readings: READINGS.map((reading) => ({
      title: reading.title,
      quantity: reading.quantity,
      values: table.rows.map((row) => reductionOf(table, row.technique, reading, weighting)),
      ...(reading.comparable && weighting === 'byPrevalence'
        ? { published: table.rows.map((row) => paperNumber(data, row.technique)) }
        : {}),
    })),
    notes,
  });
}

function readingsTable(table: TableOne, score: ScoreReading, weighting: Weighting, words: string): Block {
  const readings = READINGS.filter((reading) => reading.score === score);
  return {
    type: 'table',
    caption: `Fall of the ${score === 'score' ? 'unnormalised score' : 'probability'} with intervals; ${words}.`,
    collapsed: true,
    columns: [{ title: 'Row' }, ...readings.map(({ title }) => ({ title, align: 'right' }) as const)],
    rows: table.rows.map((row) => [
      rowTitle(row.technique),
      ...readings.map((reading) => {
        const value = reductionOf(table, row.technique, reading, weighting);
        return value === null ? '–' : intervalText(value);
      }),
    ]),
  };
}

function orderTable(table: TableOne): Block {
  return {
    type: 'table',
    caption: "Does the paper's order (derivatives < occlusion < learned mask) hold?",
    columns: [
      { title: 'Reading' },
      ...WEIGHTINGS.map(([, words]) => ({ title: words[0].toUpperCase() + words.slice(1) })),
    ],
    rows: READINGS.map((reading) => [
      reading.title,
      ...WEIGHTINGS.map(([weighting]) => {
        const ordering = orderingOf(table, reading, weighting);
        return ordering === null ? 'not measured' : ORDERING_WORDS[ordering];
      }),
    ]),
  };
}

function differencesFigure(table: TableOne, dataName: string, notes: readonly string[]): string {
  const [derivative, occlusion, mask] = PAPER_ORDER;
  const present = PAPER_ORDER.filter((method) => table.rows.some((row) => row.technique === method));
  const pairs: { one: string; other: string; title: string }[] = [
    { one: mask, other: occlusion, title: 'mask − occlusion' },
    { one: occlusion, other: derivative, title: 'occlusion − derivative' },
    { one: mask, other: derivative, title: 'mask − derivative' },
    ...present.map((method) => ({
      one: method,
      other: `random block (${method})`,
      title: `${shortTitle(method)} − random block`,
    })),
  ];
  const shown = READINGS.filter(({ normaliser }) => normaliser === 'raw' || normaliser === 'overMasked');
  return intervalsFigure({
    title: `Paired differences, ${dataName}`,
    rows: pairs.map(({ title }) => ({ label: title })),
    panels: shown.map((reading) => ({
      title: reading.title,
      quantity: 'difference',
      values: pairs.map(({ one, other }) => differenceOf(table, one, other, reading, 'byPrevalence')),
    })),
    notes,
  });
}

function perClassTable(table: TableOne, classes: readonly ClassInfo[]): Block {
  const cell = (row: TableOneRow, symbol: string): string => {
    const value = row.reductions.probability.raw.perClass[symbol];
    const masked = row.maskedFractionPerClass[symbol];
    return value === undefined ? '–' : `${intervalText(value)}, ${percent(masked, 0)} hidden`;
  };
  return {
    type: 'table',
    caption: 'Fall of the probability per class, and how much was hidden.',
    collapsed: true,
    columns: [{ title: 'Row' }, ...classes.map((info) => ({ title: className(info) }))],
    rows: table.rows.map((row) => [
      rowTitle(row.technique),
      ...classes.map(({ symbol }) => cell(row, symbol)),
    ]),
  };
}
