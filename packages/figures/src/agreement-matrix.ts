import { FIGURE_WIDTH, footnotes } from './heading.ts';
import { heatLegend } from './heat-legend.ts';
import { imageHeatColour, inkOn, MUTED } from './palette.ts';
import { element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label } from './text.ts';

/** How alike each two of several things are. */
export interface AgreementMatrix {
  /** Of rows and columns, n. */
  readonly names: readonly string[];
  /** In [-1, 1], [row][column]; NaN where one says nothing. */
  readonly values: readonly (readonly number[])[];
  /** What the values are, such as 'rank correlation'. */
  readonly quantity: string;
}

/** What {@link agreementFigure} draws. */
export interface AgreementFigure extends AgreementMatrix {
  readonly title: string;
  readonly notes?: readonly string[];
}

const HEAD = 206;
const MOST_CELL = 40;
const TOP = 40;

/**
 * A matrix of agreement: rows and columns the same methods, numbered, values in hundredths on their colour.
 *
 * @returns an SVG document
 */
export function agreementFigure(figure: AgreementFigure): string {
  const { names, values, quantity } = figure;
  const bottom = agreementMatrixHeight(names.length);
  const notes = footnotes(12, bottom + 4, FIGURE_WIDTH - 24, figure.notes ?? []);
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: bottom + 10 + notes.height,
      title: figure.title,
      description: `${quantity}: ${names
        .flatMap((name, i) =>
          names.slice(0, i).map((other, j) => `${name} and ${other} ${text(values[i][j])}`),
        )
        .join(', ')}.`,
    },
    agreementMatrixMarkup(figure, 0),
    notes.markup,
  );
}

/** Height of the matrix of n methods with its legend. */
export function agreementMatrixHeight(n: number): number {
  return TOP + n * cellSize(n).height + 6;
}

/** The matrix with its legend, the top at `y`. */
export function agreementMatrixMarkup({ names, values, quantity }: AgreementMatrix, y: number): Markup {
  const { width, height } = cellSize(names.length);
  const top = y + TOP;
  return join([
    heatLegend(FIGURE_WIDTH - 14, y + 6, `${quantity} x 100`, {
      colour: imageHeatColour,
      low: '−100',
      high: '100',
    }),
    ...names.map((name, i) =>
      join([
        label(HEAD - 8, top + (i + 0.5) * height + 3.5, `${name}  ${i + 1}`, { anchor: 'end', size: 9 }),
        label(HEAD + (i + 0.5) * width, top - 5, String(i + 1), { anchor: 'middle', size: 9, fill: MUTED }),
        ...names.map((_, j) => cell(values[i][j], HEAD + j * width, top + i * height, width, height)),
      ]),
    ),
  ]);
}

function cellSize(n: number): { readonly width: number; readonly height: number } {
  const width = Math.min(MOST_CELL, (FIGURE_WIDTH - HEAD - 14) / Math.max(1, n));
  return { width, height: Math.min(22, Math.max(15, width)) };
}

function cell(value: number, x: number, y: number, width: number, height: number): Markup {
  const isKnown = Number.isFinite(value);
  const colour = isKnown ? imageHeatColour((value + 1) / 2) : '#ffffff';
  return join([
    element('rect', { x, y, width, height, fill: colour, stroke: '#ffffff', 'stroke-width': 1 }),
    label(x + width / 2, y + height / 2 + 3, text(value), {
      anchor: 'middle',
      size: 8,
      fill: isKnown ? inkOn(colour) : MUTED,
    }),
  ]);
}

function text(value: number): string {
  return Number.isFinite(value) ? String(Math.round(100 * value)).replace('-', '−') : '–';
}
