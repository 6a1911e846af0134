import { FIGURE_WIDTH, footnotes, rowHead } from './heading.ts';
import { heatLegend } from './heat-legend.ts';
import type { Interval } from '@saliogram/core';
import { headText, leaningHead, leaningReach } from './measure-head.ts';
import type { MeasureHead } from './measure-head.ts';
import { imageHeatColour, inkOn, MUTED } from './palette.ts';
import { element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label } from './text.ts';

/** A measure with its values; the better ones have the warmer colour, those of one that only describes none. */
export interface ScoreColumn extends MeasureHead {
  /** Per row; null where it was not measured. */
  readonly values: readonly (Interval | null)[];
  /** Per row, whether no other is better for sure: these are set in bold. */
  readonly mayBeBest?: readonly boolean[];
}

/** What {@link scoreMatrixFigure} draws. */
export interface ScoreMatrixFigure {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly control?: boolean }[];
  readonly columns: readonly ScoreColumn[];
  readonly notes?: readonly string[];
}

const HEAD = 176;
const ROW = 29;
const MOST_CELL = 82;
const LEGEND = 26;

/**
 * Rows by measures as a table of colours: each cell holds the estimate over its interval and is coloured by its place
 * between the worst and the best of its column; measures that only describe stay white.
 *
 * @returns an SVG document
 */
export function scoreMatrixFigure(figure: ScoreMatrixFigure): string {
  const { rows, columns } = figure;
  const heads = columns.map(headText);
  const widths = heads.map(leaningReach);
  // Heads lean to the right, and the last of them have to end inside.
  const width = Math.min(
    MOST_CELL,
    (FIGURE_WIDTH - HEAD - 8) / Math.max(1, columns.length),
    ...widths.map((leaning, c) => (FIGURE_WIDTH - HEAD - 14 - leaning) / (c + 0.5)),
  );
  // Heads stand at 45 degrees.
  const top = LEGEND + Math.max(...widths) + 14;
  const bottom = top + rows.length * ROW;
  const notes = footnotes(12, bottom + 6, FIGURE_WIDTH - 24, figure.notes ?? []);
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: bottom + 12 + notes.height,
      title: figure.title,
      description: columns.map((column) => describe(column, rows)).join(' '),
    },
    heatLegend(FIGURE_WIDTH - 14, 6, 'in its column', {
      colour: imageHeatColour,
      low: 'worst',
      high: 'best',
    }),
    ...heads.map((head, c) => leaningHead(HEAD + (c + 0.5) * width, top - 6, head)),
    ...rows.map(({ label: name, control }, r) =>
      rowHead(12, top + (r + 0.5) * ROW, HEAD - 18, control ? '' : name, control ? [name] : []),
    ),
    ...columns.flatMap((column, c) => {
      const colour = colourOf(column);
      return rows.map((_, r) =>
        cell(
          column.values[r] ?? null,
          { colour, bold: column.mayBeBest?.[r] ?? false },
          HEAD + c * width,
          top + r * ROW,
          width,
        ),
      );
    }),
    notes.markup,
  );
}

/** The colour of a value by its place between the worst and the best of its column. */
function colourOf({ better, values }: ScoreColumn): (value: number) => string {
  const known = values.flatMap((value) => (value && Number.isFinite(value.estimate) ? [value.estimate] : []));
  const low = Math.min(...known);
  const high = Math.max(...known);
  if (better === 'neither' || !(high > low)) return () => '#ffffff';
  return (value) => imageHeatColour((better === 'higher' ? value - low : high - value) / (high - low));
}

function cell(
  value: Interval | null,
  { colour, bold }: { colour: (value: number) => string; bold: boolean },
  x: number,
  y: number,
  width: number,
): Markup {
  const middle = x + width / 2;
  if (value === null || !Number.isFinite(value.estimate)) {
    return label(middle, y + 17, '–', { size: 9, anchor: 'middle', fill: MUTED });
  }
  const fill = colour(value.estimate);
  const ink = inkOn(fill);
  return join([
    element('rect', { x, y, width, height: ROW, fill, stroke: '#ffffff', 'stroke-width': 1 }),
    label(middle, y + 12.5, short(value.estimate), {
      size: 9,
      anchor: 'middle',
      fill: ink,
      ...(bold && { weight: 'bold' as const }),
    }),
    Number.isFinite(value.low)
      ? label(middle, y + 23.5, `${short(value.low)}; ${short(value.high)}`, {
          size: 7.5,
          anchor: 'middle',
          fill: ink,
        })
      : null,
  ]);
}

/** Two significant digits in as few letters as possible, with a true minus sign. */
function short(value: number): string {
  const size = Math.abs(value);
  const text =
    size >= 100
      ? value.toFixed(0)
      : size >= 10
        ? value.toFixed(1)
        : size >= 0.01 || size === 0
          ? value.toFixed(2)
          : value.toExponential(0);
  return text
    .replace(/^(-?)0\./, '$1.')
    .replace('e+', 'e')
    .replaceAll('-', '−');
}

function describe({ title, values }: ScoreColumn, rows: ScoreMatrixFigure['rows']): string {
  const each = rows.flatMap(({ label: name }, r) => {
    const value = values[r];
    return value ? [`${name} ${Number(value.estimate.toPrecision(3))}`] : [];
  });
  return `${title}: ${each.join(', ')}.`;
}
