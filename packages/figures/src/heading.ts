import { INK, MUTED } from './palette.ts';
import { join } from './svg.ts';
import type { Markup } from './svg.ts';
import { lines, wrap } from './text.ts';

/** The width of a figure, which fills an A4 page between its margins at 0.9 of its size on screen. */
export const FIGURE_WIDTH = 760;

/** The name of a row at its left: a bold name over grey details, all wrapped to `width`, centred about `middle`. */
export function rowHead(
  x: number,
  middle: number,
  width: number,
  name: string,
  details: readonly string[],
): Markup {
  const bold = name === '' ? [] : wrap(name, width, 10, 'bold');
  const grey = details.flatMap((detail) => wrap(detail, width, 9));
  const top = middle - (bold.length * 12.5 + grey.length * 11.25) / 2 + 9;
  return join([
    lines(x, top, bold, { weight: 'bold', fill: INK }),
    lines(x, top + bold.length * 12.5, grey, { size: 9, fill: MUTED }),
  ]);
}

/** The name of a column above it, on at most as many lines as needed, the last baseline at `bottom`. */
export function columnHead(middle: number, bottom: number, width: number, name: string): Markup {
  const bold = wrap(name, width, 10, 'bold');
  return lines(middle, bottom - (bold.length - 1) * 12.5, bold, { weight: 'bold', anchor: 'middle' });
}

/** How many lines the longest of several heads takes in `width`. */
export function headLines(names: readonly string[], width: number): number {
  return Math.max(1, ...names.map((name) => wrap(name, width, 10, 'bold').length));
}

/** Notes below a figure in small grey text, wrapped to the figure; `height` tells what they take. */
export function footnotes(
  x: number,
  y: number,
  width: number,
  notes: readonly string[],
): { readonly markup: Markup; readonly height: number } {
  const all = notes.flatMap((note) => wrap(note, width, 9));
  return { markup: lines(x, y + 9, all, { size: 9, fill: MUTED }), height: all.length * 11.25 };
}
