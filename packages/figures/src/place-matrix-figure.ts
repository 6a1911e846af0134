import { FIGURE_WIDTH, footnotes, rowHead } from './heading.ts';
import { heatLegend } from './heat-legend.ts';
import { headText, leaningHead, leaningReach } from './measure-head.ts';
import type { MeasureHead } from './measure-head.ts';
import { INK, imageHeatColour, inkOn, MUTED } from './palette.ts';
import { element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label } from './text.ts';

/** A measure that gives rows their places. */
export interface PlaceColumn extends MeasureHead {
  /** Per row, from 1 for the best, equal rows sharing theirs; null where the row was not measured. */
  readonly places: readonly (number | null)[];
  /** Per row, whether no other is better for sure. */
  readonly mayBeBest: readonly boolean[];
}

/** What {@link placeMatrixFigure} draws. */
export interface PlaceMatrixFigure {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly control?: boolean }[];
  /** Measures that belong together, each with a name above them. */
  readonly families: readonly { readonly title: string; readonly columns: readonly PlaceColumn[] }[];
  readonly notes?: readonly string[];
}

const HEAD = 216;
const ROW = 20;
const MOST_CELL = 34;
const GAP = 14;
const LEGEND = 26;
const FAMILY = 16;

/**
 * Rows by measures as a table of places: the number of each cell is the place of its row by that measure, its colour goes
 * from the last to the first, and a frame marks those that no other is better than for sure.
 *
 * @returns an SVG document
 */
export function placeMatrixFigure({ title, rows, families, notes = [] }: PlaceMatrixFigure): string {
  const columns = families.flatMap((family, f) =>
    family.columns.map((column) => ({ ...column, head: headText(column), gaps: f * GAP })),
  );
  const gaps = (families.length - 1) * GAP;
  const reach = Math.max(0, ...columns.map(({ head }) => leaningReach(head)));
  // Heads lean to the right, and the last of them has to end inside.
  const width = Math.min(MOST_CELL, (FIGURE_WIDTH - HEAD - gaps - 14 - reach) / (columns.length - 0.5));
  const left = (c: number): number => HEAD + columns[c].gaps + c * width;
  const top = LEGEND + FAMILY + reach + 14;
  const bottom = top + rows.length * ROW;
  const below = footnotes(12, bottom + 6, FIGURE_WIDTH - 24, notes);
  const first = families.map((_, f) =>
    families.slice(0, f).reduce((sum, { columns: own }) => sum + own.length, 0),
  );
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: bottom + 12 + below.height,
      title,
      description: columns.map((column) => describe(column, rows)).join(' '),
    },
    heatLegend(FIGURE_WIDTH - 14, 6, 'place', { colour: imageHeatColour, low: 'last', high: 'first' }),
    ...families.flatMap((family, f) =>
      family.columns.length === 0
        ? []
        : [label(left(first[f]), LEGEND + 6, family.title, { size: 9, weight: 'bold', fill: INK })],
    ),
    ...columns.map(({ head }, c) => leaningHead(left(c) + width / 2, top - 6, head)),
    ...rows.map(({ label: name, control }, r) =>
      rowHead(12, top + (r + 0.5) * ROW, HEAD - 18, control ? '' : name, control ? [name] : []),
    ),
    ...columns.flatMap(({ places, mayBeBest }, c) => {
      const last = Math.max(...places.map((place) => place ?? 0));
      return rows.map((_, r) => cell(places[r], last, mayBeBest[r], left(c), top + r * ROW, width));
    }),
    below.markup,
  );
}

function cell(
  place: number | null,
  last: number,
  framed: boolean,
  x: number,
  y: number,
  width: number,
): Markup {
  const middle = x + width / 2;
  if (place === null) return label(middle, y + 13.5, '–', { size: 9, anchor: 'middle', fill: MUTED });
  const fill = imageHeatColour(last > 1 ? (last - place) / (last - 1) : 1);
  const ink = inkOn(fill);
  return join([
    element('rect', { x, y, width, height: ROW, fill, stroke: '#ffffff', 'stroke-width': 1 }),
    framed
      ? element('rect', {
          x: x + 2,
          y: y + 2,
          width: width - 4,
          height: ROW - 4,
          fill: 'none',
          stroke: ink,
          'stroke-width': 1.2,
        })
      : null,
    label(middle, y + 13.5, String(Math.round(place)), {
      size: 9,
      anchor: 'middle',
      fill: ink,
      ...(framed && { weight: 'bold' as const }),
    }),
  ]);
}

function describe({ title, places }: PlaceColumn, rows: PlaceMatrixFigure['rows']): string {
  const each = rows.flatMap(({ label: name }, r) => {
    const place = places[r];
    return place === null ? [] : [`${name} ${Math.round(place)}`];
  });
  return `${title}: ${each.join(', ')}.`;
}
