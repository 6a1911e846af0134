import { scaleLinear } from 'd3-scale';
import { msOfStep, stepOfMs } from './layout.ts';
import type { Box, Scale, SeriesLayout } from './layout.ts';
import { INK, MUTED, RULE } from './palette.ts';
import { coordinate, element, join } from './svg.ts';
import type { Markup } from './svg.ts';
import { label, textWidth } from './text.ts';

const TICK = 3;

/** Milliseconds below a series panel, with the name of the axis when `name` is true. */
export function timeAxis(layout: SeriesLayout, scale: Scale, box: Box, name: boolean): Markup {
  const bottom = box.y + box.height;
  const ticks = scaleLinear([msOfStep(0, layout), msOfStep(layout.steps, layout)], [0, box.width]).ticks(
    Math.max(2, Math.floor(box.width / 45)),
  );
  const origin = layout.originName ?? (layout.originStep === undefined ? 'start' : 'R');
  return join([
    ...ticks.map((ms) => tickBelow(scale(stepOfMs(ms, layout)), bottom, minus(ms), box)),
    name ? label(box.x + box.width / 2, bottom + 25, `time from ${origin} (ms)`, axisName('middle')) : null,
  ]);
}

/** Step numbers above a series panel. */
export function stepAxis(layout: SeriesLayout, scale: Scale, box: Box, name: boolean): Markup {
  const spacing = [10, 20, 25, 50, 72, 100, 200, 250, 500, 1000].find(
    (candidate) => (candidate / layout.steps) * box.width >= 34,
  );
  const marks: number[] = [];
  for (let step = 0; step <= layout.steps; step += spacing ?? layout.steps) marks.push(step);
  return join([
    ...marks.map((step) =>
      join([
        element('path', { d: `M${coordinate(scale(step))} ${coordinate(box.y)}v${-TICK}`, stroke: MUTED }),
        label(...inside(scale(step), box, String(step), 9, box.y - 5), String(step), {
          size: 9,
          anchor: 'middle',
          fill: MUTED,
        }),
      ]),
    ),
    name ? label(box.x - 6, box.y - 5, 'step', { ...axisName('end'), size: 9 }) : null,
  ]);
}

/** A value axis left of a panel: few ticks, and the unit turned upright when given. */
export function valueAxis(scale: Scale, box: Box, unit: string | null, count = 3): Markup {
  const [low, high] = scale.domain();
  const ticks = scale.ticks(count).filter((value) => value >= low && value <= high);
  return join([
    ...ticks.map((value) =>
      join([
        element('path', { d: `M${coordinate(box.x)} ${coordinate(scale(value))}h${-TICK}`, stroke: INK }),
        label(box.x - 5, scale(value) + 3, minus(value), { size: 9, anchor: 'end' }),
      ]),
    ),
    unit === null
      ? null
      : label(box.x - 30, box.y + box.height / 2, unit, { ...axisName('middle'), rotate: -90 }),
  ]);
}

/** A value axis below a plot, with light grid lines through it. */
export function valueAxisBelow(
  scale: Scale,
  box: Box,
  name: string | null,
  ticks: readonly number[],
): Markup {
  const bottom = box.y + box.height;
  return join([
    ...ticks.map((value) =>
      join([
        element('path', {
          d: `M${coordinate(scale(value))} ${coordinate(box.y)}V${coordinate(bottom)}`,
          stroke: RULE,
          'stroke-width': 0.5,
        }),
        tickBelow(scale(value), bottom, minus(value), box),
      ]),
    ),
    name === null ? null : label(box.x + box.width / 2, bottom + 25, name, axisName('middle')),
  ]);
}

/** The outline of a panel. */
export function frame(box: Box): Markup {
  return element('rect', { ...box, fill: 'none', stroke: RULE });
}

/** A number with a true minus sign and no binary dust. */
export function minus(value: number): string {
  return String(Number(value.toPrecision(6))).replace('-', '−');
}

function tickBelow(x: number, y: number, content: string, box: Box): Markup {
  return join([
    element('path', { d: `M${coordinate(x)} ${coordinate(y)}v${TICK}`, stroke: INK }),
    label(...inside(x, box, content, 9, y + 13), content, { size: 9, anchor: 'middle' }),
  ]);
}

// The middle of a tick's number, moved so that it does not leave its panel and run into the neighbour's.
function inside(x: number, box: Box, content: string, size: number, y: number): [number, number] {
  const half = textWidth(content, size) / 2;
  return [Math.min(box.x + box.width - half + 2, Math.max(box.x + half - 2, x)), y];
}

function axisName(anchor: 'middle' | 'end'): { size: number; anchor: 'middle' | 'end'; fill: string } {
  return { size: 9, anchor, fill: MUTED };
}
