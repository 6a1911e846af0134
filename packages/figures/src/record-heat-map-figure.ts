import type { ClassInfo } from '@saliogram/core';
import { heatLegend } from './heat-legend.ts';
import { MUTED, imageHeatColour, inkOn } from './palette.ts';
import { element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label, textWidth } from './text.ts';

/** What {@link recordHeatMapFigure} draws. */
export interface RecordHeatMapFigure {
  readonly classes: readonly ClassInfo[];
  readonly records: readonly RecordRow[];
}

/** One record of {@link RecordHeatMapFigure}. */
export interface RecordRow {
  readonly name: string;
  /** Share of right decisions. */
  readonly accuracy: number;
  /** By class symbol: number of sequences, and the share of them that is recognised (null without any). */
  readonly perClass: Readonly<
    Record<string, { readonly support: number; readonly sensitivity: number | null }>
  >;
}

const CELL = { width: 92, height: 17 };
const TOP = 58;

/**
 * Which classes are recognised in which records: rows of records, columns of classes, the share as colour and number
 * with how many sequences it is of; empty where a record has none.
 *
 * @returns an SVG document
 */
export function recordHeatMapFigure({ classes, records }: RecordHeatMapFigure): string {
  const head = 24 + Math.max(40, ...records.map(({ name }) => textWidth(name, 10, 'bold')));
  const width = Math.max(470, head + (classes.length + 1) * CELL.width + 16);
  return svgDocument(
    {
      width,
      height: TOP + records.length * CELL.height + 12,
      title: 'Records',
      description: records
        .map(({ name, accuracy }) => `${name}: ${(100 * accuracy).toFixed(1)} % right.`)
        .join(' '),
    },
    heatLegend(width - 12, 6, 'recognised', { colour: imageHeatColour, low: '0 %', high: '100 %' }),
    ...['all', ...classes.map(({ symbol }) => symbol)].map((symbol, column) =>
      label(head + (column + 0.5) * CELL.width, TOP - 8, symbol, { anchor: 'middle', weight: 'bold' }),
    ),
    label(head - 8, TOP - 8, 'record', { anchor: 'end', size: 9, fill: MUTED }),
    ...records.map((record, row) => recordRow(record, classes, head, TOP + row * CELL.height)),
  );
}

function recordRow(
  { name, accuracy, perClass }: RecordRow,
  classes: readonly ClassInfo[],
  x: number,
  y: number,
): Markup {
  const all = Object.values(perClass).reduce((sum, { support }) => sum + support, 0);
  return join([
    label(x - 8, y + 12, name, { anchor: 'end', weight: 'bold' }),
    cell(x, y, accuracy, all),
    ...classes.map(({ symbol }, k) => {
      const { support, sensitivity } = perClass[symbol];
      return sensitivity === null ? null : cell(x + (k + 1) * CELL.width, y, sensitivity, support);
    }),
  ]);
}

function cell(x: number, y: number, share: number, support: number): Markup {
  const colour = imageHeatColour(share);
  return join([
    element('rect', { x, y, width: CELL.width - 1, height: CELL.height - 1, fill: colour }),
    label(x + CELL.width / 2, y + 12, `${(100 * share).toFixed(1)} % of ${support.toLocaleString('en-GB')}`, {
      size: 9,
      anchor: 'middle',
      fill: inkOn(colour),
    }),
  ]);
}
