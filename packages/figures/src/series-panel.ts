import { line } from 'd3-shape';
import { frame } from './axis.ts';
import { stepScale, valueScale } from './layout.ts';
import type { Box, LaneLayout, Scale, SeriesLayout } from './layout.ts';
import { heatColour, INK, MUTED, TRACE } from './palette.ts';
import { coordinate, element, join } from './svg.ts';
import type { Markup } from './svg.ts';
import { label } from './text.ts';

/** One value per step, or [T, C]. */
export type Values = ArrayLike<number>;

/** A trace with the heat that lies under it. */
export interface SeriesPanel {
  readonly layout: SeriesLayout;
  /** Shape [T, C]. */
  readonly values: Values;
  /** Shape [T] or [T, C], in [0, 1]; none for a plain trace. */
  readonly heat?: Values;
  /** Least and greatest value of the y axis. */
  readonly domain: readonly [number, number];
}

/** Height of a lane of words. */
const LEVEL = 12;

/** How high a panel is for its lanes when one of a single trace is `height`: three quarters of it for each of several. */
export function panelHeight({ channels = 1, lanes }: SeriesLayout, height: number): number {
  if (!lanes || channels === 1) return height;
  const levels = lanes.filter(({ levelText }) => levelText).length;
  return levels * LEVEL + (channels - levels) * 0.75 * height;
}

/** The lane of channel `channel` in a panel. */
export function laneBox(box: Box, channel: number, { channels = 1, lanes }: SeriesLayout): Box {
  const isLevel = Array.from({ length: channels }, (_, c) => lanes?.[c]?.levelText !== undefined);
  const levels = isLevel.filter(Boolean).length;
  const trace = (box.height - levels * LEVEL) / Math.max(1, channels - levels);
  const heights = isLevel.map((level) => (level ? LEVEL : trace));
  const above = heights.slice(0, channel).reduce((sum, height) => sum + height, 0);
  return { ...box, y: box.y + above, height: heights[channel] };
}

/** Draws heat as columns over the whole height of a lane, and the trace over it in full strength. */
export function seriesPanel(panel: SeriesPanel, box: Box): Markup {
  const { layout, values, heat } = panel;
  const channels = layout.channels ?? 1;
  const scale = stepScale(layout.steps, box);
  const lanes: Markup[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const lane = laneBox(box, channel, layout);
    const own = takeChannel(values, channel, channels);
    const perChannel = heat !== undefined && heat.length === layout.steps * channels ? channels : 1;
    lanes.push(
      join([
        heat === undefined
          ? null
          : heatColumns(takeChannel(heat, perChannel === 1 ? 0 : channel, perChannel), scale, lane),
        layout.lanes?.[channel]?.levelText ? null : trace(own, scale, valueScale(panel.domain, lane)),
        laneWords(layout.lanes?.[channel], own[0], lane),
      ]),
    );
  }
  return join([...lanes, frame(box)]);
}

/** What a lane is, and its value where that is one for all steps. */
function laneWords(layout: LaneLayout | undefined, value: number, box: Box): Markup | null {
  if (!layout) return null;
  const text = layout.levelText ? `${layout.name}: ${layout.levelText(value)}` : layout.name;
  return join([
    element('path', {
      d: `M${coordinate(box.x)} ${coordinate(box.y)}h${coordinate(box.width)}`,
      stroke: MUTED,
      'stroke-width': 0.4,
    }),
    label(box.x + 3, box.y + 9, text, { size: 8, fill: layout.levelText ? INK : MUTED }),
  ]);
}

/** The values of one channel of [T, C]. */
export function takeChannel(values: Values, channel: number, channels: number): Float64Array {
  return Float64Array.from({ length: values.length / channels }, (_, t) => values[t * channels + channel]);
}

/** Heat in [0, 1] per step as coloured columns; neighbours of one colour are one shape, white is left out. */
export function heatColumns(heat: Values, scale: Scale, box: Box): Markup {
  const columns: Markup[] = [];
  for (let from = 0; from < heat.length;) {
    const colour = heatColour(heat[from]);
    let to = from + 1;
    while (to < heat.length && heatColour(heat[to]) === colour) to++;
    if (colour !== '#ffffff') {
      const d = `M${coordinate(scale(from))} ${coordinate(box.y)}H${coordinate(scale(to))}v${coordinate(box.height)}H${coordinate(scale(from))}z`;
      columns.push(element('path', { d, fill: colour }));
    }
    from = to;
  }
  return element('g', { 'shape-rendering': 'crispEdges' }, ...columns);
}

/** The signal as a line through the middle of each step; gaps where values are not finite. */
export function trace(values: Values, x: Scale, y: Scale, width = 1.3): Markup {
  const path = line<number>()
    .defined((value) => Number.isFinite(value))
    .x((_, t) => x(t + 0.5))
    .y((value) => y(value))
    .digits(2)(Array.from(values));
  return element('path', {
    d: path ?? '',
    fill: 'none',
    stroke: TRACE,
    'stroke-width': width,
    'stroke-linejoin': 'round',
  });
}
