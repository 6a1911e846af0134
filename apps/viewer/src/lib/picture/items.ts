import type { DisplayItem, Ink, Style } from '../display-list.ts';

/** A piece of text whose baseline begins (is centred, ends) at x, y. */
export function textItem(
  x: number,
  y: number,
  text: string,
  options: { size?: number; align?: 'start' | 'middle' | 'end'; bold?: boolean; ink?: Ink } = {},
): DisplayItem {
  const { size = 11, align = 'start', bold = false, ink = 'text' } = options;
  return { kind: 'text', x, y, text, size, align, bold, ink };
}

/** A line through x, y, x, y, ...; NaN lifts the pen. */
export function lineItem(points: readonly number[] | Float32Array, style: Style): DisplayItem {
  return { kind: 'line', points, style };
}

/** A rectangle by its upper left corner and size. */
export function rectangleItem(
  x: number,
  y: number,
  width: number,
  height: number,
  style: Style,
): DisplayItem {
  return { kind: 'rectangle', x, y, width, height, style };
}

/** A triangle that points down to x, y. */
export function pointerItem(x: number, y: number, size: number, style: Style): DisplayItem {
  return lineItem([x, y, x - size / 2, y - size, x + size / 2, y - size, x, y], style);
}
