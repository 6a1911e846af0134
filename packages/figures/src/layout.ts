import { scaleLinear } from 'd3-scale';
import type { ScaleLinear } from 'd3-scale';

/** How the steps of a series are read: shapes, time, unit of the values. */
export interface SeriesLayout {
  /** T. */
  readonly steps: number;
  /** C; default 1. Channels are drawn as lanes below each other. */
  readonly channels?: number;
  /** What each lane is, and whether it holds one value for all steps, which takes a line of words; default nameless traces. */
  readonly lanes?: readonly LaneLayout[];
  /** Hz: what a step is in time. */
  readonly samplingFrequency: number;
  /** The step that is 0 ms, the R peak of a heartbeat; default 0. */
  readonly originStep?: number;
  /** What stands at `originStep`; default 'R' when a step is given, else 'start'. */
  readonly originName?: string;
  /** Unit of the values: 'z-score', 'mV', ... */
  readonly unit: string;
}

/** What a channel's lane is. */
export interface LaneLayout {
  readonly name: string;
  /** Says in words what the one value of all steps is; absent for a trace. */
  readonly levelText?: (value: number) => string;
}

/** The rows and columns of an image read in scan-line order. */
export interface ImageLayout {
  readonly rows: number;
  readonly columns: number;
}

/** A rectangle in the figure, in its units. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Scale = ScaleLinear<number, number>;

/** Steps to x: step t covers [t, t + 1). */
export function stepScale(steps: number, box: Box): Scale {
  return scaleLinear([0, steps], [box.x, box.x + box.width]);
}

/** Values to y, growing upwards; a flat domain is opened by one half on both sides. */
export function valueScale(domain: readonly [number, number], box: Box, inset = 3): Scale {
  const [low, high] = domain[0] < domain[1] ? domain : [domain[0] - 0.5, domain[0] + 0.5];
  return scaleLinear([low, high], [box.y + box.height - inset, box.y + inset]);
}

/** The least and greatest finite value over several series; [0, 1] when there is none. */
export function extent(series: readonly ArrayLike<number>[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const values of series) {
    for (let i = 0; i < values.length; i++) {
      if (values[i] < low) low = values[i];
      if (values[i] > high) high = values[i];
    }
  }
  return low <= high ? [low, high] : [0, 1];
}

/** Milliseconds of the left edge of step `step` from the origin of the layout. */
export function msOfStep(step: number, layout: SeriesLayout): number {
  return ((step - (layout.originStep ?? 0)) * 1000) / layout.samplingFrequency;
}

/** The step, as a fraction, that stands `ms` milliseconds from the origin of the layout. */
export function stepOfMs(ms: number, layout: SeriesLayout): number {
  return (ms * layout.samplingFrequency) / 1000 + (layout.originStep ?? 0);
}
