import type { Box, ImageLayout } from './layout.ts';
import { coordinate, element, join } from './svg.ts';
import type { Markup } from './svg.ts';
import { RULE } from './palette.ts';

/** Pixels in scan-line order as coloured cells; all cells of one colour are one shape. */
export function imageCells(colours: readonly string[], layout: ImageLayout, box: Box): Markup {
  const shapes = new Map<string, string>();
  for (let row = 0; row < layout.rows; row++) {
    for (let from = 0; from < layout.columns;) {
      const colour = colours[row * layout.columns + from];
      let to = from + 1;
      while (to < layout.columns && colours[row * layout.columns + to] === colour) to++;
      shapes.set(colour, `${shapes.get(colour) ?? ''}M${from} ${row}H${to}v1H${from}z`);
      from = to;
    }
  }
  return join([
    element(
      'g',
      { transform: pixelGrid(layout, box), 'shape-rendering': 'crispEdges' },
      ...Array.from(shapes, ([fill, d]) => element('path', { d, fill })),
    ),
    element('rect', { ...box, fill: 'none', stroke: RULE, 'stroke-width': 0.6 }),
  ]);
}

/** The outline of the pixels above `threshold`, white edged with black so that it stands on every heat. */
export function imageOutline(
  values: ArrayLike<number>,
  layout: ImageLayout,
  box: Box,
  threshold: number,
): Markup {
  const inside = (row: number, column: number): boolean =>
    row >= 0 &&
    column >= 0 &&
    row < layout.rows &&
    column < layout.columns &&
    values[row * layout.columns + column] > threshold;
  let d = '';
  for (let row = 0; row <= layout.rows; row++) {
    for (let column = 0; column <= layout.columns; column++) {
      if (inside(row, column) !== inside(row - 1, column)) d += `M${column} ${row}h1`;
      if (inside(row, column) !== inside(row, column - 1)) d += `M${column} ${row}v1`;
    }
  }
  const grid = pixelGrid(layout, box);
  const pass = (colour: string, width: number): Markup =>
    element('path', {
      d,
      transform: grid,
      fill: 'none',
      stroke: colour,
      'stroke-width': (width * layout.columns) / box.width,
      'stroke-linecap': 'square',
    });
  return join([pass('#00000066', 1.8), pass('#ffffff', 1)]);
}

// Cells are drawn one unit wide and brought into the box by a transform: whole numbers keep a heat image small.
function pixelGrid(layout: ImageLayout, box: Box): string {
  const scale = [box.width / layout.columns, box.height / layout.rows].map((factor) => factor.toFixed(4));
  return `translate(${coordinate(box.x)} ${coordinate(box.y)}) scale(${scale.join(' ')})`;
}

/** The grey of ink on paper for a pixel in [0, 1]: 1 is black. */
export function inkColour(value: number): string {
  const grey = Math.round(255 * (1 - Math.min(1, Math.max(0, value))));
  return `#${grey.toString(16).padStart(2, '0').repeat(3)}`;
}
