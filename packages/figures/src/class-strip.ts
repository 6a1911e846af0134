import type { ClassInfo } from '@saliogram/core';
import type { Box, Scale } from './layout.ts';
import { classColour, inkOn } from './palette.ts';
import { coordinate, element, join } from './svg.ts';
import type { Markup } from './svg.ts';
import { label, textWidth } from './text.ts';

/** Consecutive steps of one class: [from, to). */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** The runs of equal values in a sequence. */
export function runsOf(values: ArrayLike<number>): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < values.length;) {
    let to = from + 1;
    while (to < values.length && values[to] === values[from]) to++;
    runs.push({ from, to, value: values[from] });
    from = to;
  }
  return runs;
}

/** The most likely class per step: colour, hatch, and the class's letter where it fits. */
export function classStrip(
  mostLikely: ArrayLike<number>,
  classes: readonly ClassInfo[],
  scale: Scale,
  box: Box,
): Markup {
  return join(
    runsOf(mostLikely).map(({ from, to, value }) => {
      const x = scale(from);
      const width = scale(to) - x;
      const symbol = classes[value].symbol;
      const colour = classColour(value);
      return join([
        classPatch(value, { ...box, x, width }),
        width > textWidth(symbol, 10, 'bold') + 6
          ? join([
              element('rect', {
                x: x + width / 2 - 6,
                y: box.y,
                width: 12,
                height: box.height,
                fill: colour,
              }),
              label(x + width / 2, box.y + box.height / 2 + 3.6, symbol, {
                anchor: 'middle',
                weight: 'bold',
                fill: inkOn(colour),
              }),
            ])
          : null,
      ]);
    }),
  );
}

/** A rectangle in the colour and hatch of a class. */
export function classPatch(index: number, box: Box): Markup {
  const colour = classColour(index);
  const d = hatch(index, box);
  return join([
    element('rect', { ...box, fill: colour, 'shape-rendering': 'crispEdges' }),
    d === ''
      ? null
      : element('path', {
          d,
          stroke: inkOn(colour),
          'stroke-width': 0.8,
          'stroke-opacity': 0.55,
          fill: 'none',
        }),
  ]);
}

/** Colour, hatch, letter and name of every class, in a row of `width` from x, y (top); long rows wrap, and `height` tells what they take. */
export function classLegend(
  classes: readonly ClassInfo[],
  x: number,
  y: number,
  width: number,
): { readonly markup: Markup; readonly height: number } {
  const parts: Markup[] = [];
  let left = x;
  let top = y;
  classes.forEach((info, index) => {
    const content = info.symbol === info.name ? info.name : `${info.symbol}  ${info.name}`;
    const wide = 24 + textWidth(content, 9) + 10;
    if (left + wide > x + width && left > x) {
      left = x;
      top += 16;
    }
    parts.push(classPatch(index, { x: left, y: top, width: 20, height: 11 }));
    parts.push(label(left + 24, top + 9, content, { size: 9 }));
    left += wide;
  });
  return { markup: join(parts), height: top - y + 16 };
}

// Lines 5 units apart, drawn by hand rather than as an SVG pattern: patterns need ids, and ids clash when several
// figures share a page.
function hatch(index: number, box: Box): string {
  const style = index % 5;
  const { x, y, width, height } = box;
  let d = '';
  const diagonal = (offset: number, down: boolean): void => {
    const from = Math.max(x, offset);
    const to = Math.min(x + width, offset + height);
    if (to <= from) return;
    const at = (px: number): number => (down ? y + (px - offset) : y + height - (px - offset));
    d += `M${coordinate(from)} ${coordinate(at(from))}L${coordinate(to)} ${coordinate(at(to))}`;
  };
  if (style === 1 || style === 3) {
    for (let offset = x - height + 2.5; offset < x + width; offset += 5) diagonal(offset, style === 3);
  } else if (style === 2) {
    for (let px = x + 2.5; px < x + width; px += 5)
      d += `M${coordinate(px)} ${coordinate(y)}v${coordinate(height)}`;
  } else if (style === 4) {
    for (let py = y + 2.5; py < y + height; py += 4)
      d += `M${coordinate(x)} ${coordinate(py)}h${coordinate(width)}`;
  }
  return d;
}
