import { line } from 'd3-shape';
import { frame } from './axis.ts';
import { stepScale, valueScale } from './layout.ts';
import type { Box, Scale, SeriesLayout } from './layout.ts';
import { heatColour, TRACE } from './palette.ts';
import { coordinate, element, join } from './svg.ts';
import type { Markup } from './svg.ts';

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

/** The lane of channel `channel` in a panel. */
export function laneBox(box: Box, channel: number, channels: number): Box {
  const height = box.height / channels;
  return { ...box, y: box.y + channel * height, height };
}

/** Draws heat as columns over the whole height of a lane, and the trace over it in full strength. */
export function seriesPanel(panel: SeriesPanel, box: Box): Markup {
  const { layout, values, heat } = panel;
  const channels = layout.channels ?? 1;
  const scale = stepScale(layout.steps, box);
  const lanes: Markup[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const lane = laneBox(box, channel, channels);
    const perChannel = heat !== undefined && heat.length === layout.steps * channels ? channels : 1;
    lanes.push(
      join([
        heat === undefined
          ? null
          : heatColumns(takeChannel(heat, perChannel === 1 ? 0 : channel, perChannel), scale, lane),
        trace(takeChannel(values, channel, channels), scale, valueScale(panel.domain, lane)),
      ]),
    );
  }
  return join([...lanes, frame(box)]);
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
