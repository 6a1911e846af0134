import { heatColour } from './palette.ts';
import { element, join } from './svg.ts';
import type { Markup } from './svg.ts';
import { label, textWidth } from './text.ts';

/** A bar of colour from `low` to `high` with its ends and its quantity named, right-aligned at `right`. */
export function heatLegend(
  right: number,
  y: number,
  quantity: string,
  options: { colour?: (fraction: number) => string; low?: string; high?: string } = {},
): Markup {
  const { colour = heatColour, low = '0', high = '1' } = options;
  const cells = 40;
  const width = 120;
  const x = right - width - textWidth(high, 9) - 4;
  return join([
    label(x - textWidth(low, 9) - 10, y + 9, quantity, { size: 9, anchor: 'end' }),
    label(x - 4, y + 9, low, { size: 9, anchor: 'end' }),
    element(
      'g',
      { 'shape-rendering': 'crispEdges' },
      ...Array.from({ length: cells }, (_, i) =>
        element('rect', {
          x: x + (i * width) / cells,
          y,
          width: width / cells,
          height: 11,
          fill: colour(i / (cells - 1)),
        }),
      ),
    ),
    element('rect', { x, y, width, height: 11, fill: 'none', stroke: '#888888', 'stroke-width': 0.6 }),
    label(x + width + 4, y + 9, high, { size: 9 }),
  ]);
}
