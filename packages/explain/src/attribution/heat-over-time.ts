import { SaliogramError } from '@saliogram/core';
import { heatFromZero } from './heat.ts';
import type { HeatSource } from './heat.ts';

/** Where the steps of a sequence stand in time. */
export interface StepTimes {
  /** Hz. */
  readonly samplingFrequency: number;
  /** The step at 0 ms: of a heartbeat the R peak. */
  readonly originStep: number;
  /** T. */
  readonly steps: number;
}

/** Points of time G apart evenly, each in the middle of a cell as wide as the distance. */
export interface TimeGrid {
  /** The first point, ms from the origin. */
  readonly fromMs: number;
  readonly stepMs: number;
  /** G. */
  readonly points: number;
}

// Points that only rounding puts outside are inside.
const ROUNDING = 1e-6;

/**
 * The points that the windows of all models cover, a step of the slowest of them apart; the origin is a point of it
 * wherever it lies inside.
 *
 * @throws `argument-invalid` when the windows have less than two points in common
 */
export function commonTimeGrid(windows: readonly StepTimes[]): TimeGrid {
  const stepMs = 1000 / Math.min(...windows.map(({ samplingFrequency }) => samplingFrequency));
  const firstMs = Math.max(...windows.map((window) => msOf(0, window)));
  const lastMs = Math.min(...windows.map((window) => msOf(window.steps - 1, window)));
  const first = Math.ceil(firstMs / stepMs - ROUNDING);
  const points = Math.floor(lastMs / stepMs + ROUNDING) - first + 1;
  if (!(points >= 2)) {
    throw new SaliogramError(
      'argument-invalid',
      `time grid: got windows that share ${Math.max(0, points) || 0} points of ${stepMs.toFixed(2)} ms, expected at least 2`,
      { details: { windows } },
    );
  }
  return { fromMs: first * stepMs, stepMs, points };
}

/** The points of a grid, ms from the origin, [G]. */
export function timesOf({ fromMs, stepMs, points }: TimeGrid): Float64Array {
  return Float64Array.from({ length: points }, (_, i) => fromMs + i * stepMs);
}

/**
 * How much of a sequence's heat lies at each point of time: heat summed over channels and over the cell about each
 * point, where a step's heat lies evenly over its own cell, then divided so that a sequence has 1 in all; zeros where
 * nothing is salient within the grid.
 *
 * Heat here is 0 where a value says "no effect", whatever the rule of the method: |v| of signed contributions, else
 * what of v is above 0. Maps of models with other sampling rates, windows and channels can so be compared.
 *
 * @returns [B, G]
 */
export function heatOverTime(attribution: HeatSource, steps: StepTimes, grid: TimeGrid): Float64Array {
  const { batch, steps: length, channels } = attribution.shape;
  const heat = heatFromZero(attribution);
  const { fromMs, stepMs, points } = grid;
  const edges = Array.from({ length: points + 1 }, (_, i) => fromMs + (i - 0.5) * stepMs);
  const places = edges.map((ms) => (ms * steps.samplingFrequency) / 1000 + steps.originStep + 0.5);
  const result = new Float64Array(batch * points);
  const upTo = new Float64Array(length + 1);
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < length; t++) {
      let sum = 0;
      for (let c = 0; c < channels; c++) sum += heat[(b * length + t) * channels + c];
      upTo[t + 1] = upTo[t] + sum;
    }
    const cumulative = places.map((place) => between(upTo, place));
    const all = cumulative[points] - cumulative[0];
    if (!(all > 0)) continue;
    for (let i = 0; i < points; i++) {
      result[b * points + i] = (cumulative[i + 1] - cumulative[i]) / all;
    }
  }
  return result;
}

/**
 * Share of a sequence's heat in each channel, heat being 0 where a value says "no effect" as in {@link heatOverTime}; NaN
 * where nothing is salient. Of a method that changes all channels at once it says nothing.
 *
 * @returns [B, C]
 */
export function heatByChannel(attribution: HeatSource): Float64Array {
  const { batch, steps, channels } = attribution.shape;
  const heat = heatFromZero(attribution);
  const sums = new Float64Array(batch * channels);
  const size = steps * channels;
  heat.forEach((value, i) => (sums[Math.floor(i / size) * channels + (i % channels)] += value));
  const all = (b: number): number =>
    sums.subarray(b * channels, (b + 1) * channels).reduce((one, other) => one + other, 0);
  return sums.map((sum, i) => sum / all(Math.floor(i / channels)));
}

/** ms of a step from the origin. */
function msOf(step: number, { samplingFrequency, originStep }: StepTimes): number {
  return ((step - originStep) * 1000) / samplingFrequency;
}

/** The value at a place between the entries of a list, by the straight line; at its ends beyond them. */
function between(values: Float64Array, place: number): number {
  const inside = Math.min(values.length - 1, Math.max(0, place));
  const low = Math.floor(inside);
  const high = Math.min(low + 1, values.length - 1);
  return values[low] + (inside - low) * (values[high] - values[low]);
}
