import type { DisplayItem } from '../display-list.ts';
import type { Envelope } from '../recording.ts';
import { yOf } from './lanes.ts';
import type { Lane } from './lanes.ts';

/** Real samples of a lead from sample `from` on; gaps are NaN. */
export interface SampledTrace {
  readonly kind: 'samples';
  readonly from: number;
  readonly values: Float32Array;
}

/** What is drawn of one lead: real samples, or their extent per column where many share a pixel. */
export type Trace = SampledTrace | ({ readonly kind: 'envelope' } & Envelope);

/** Where samples lie on the x axis. */
export interface TimeAxis {
  /** Time at x = 0. */
  readonly startS: number;
  readonly pxPerS: number;
  readonly samplingFrequency: number;
}

/** Samples per pixel above which a trace is drawn from its extents. */
export const MOST_SAMPLES_PER_PX = 4;

/**
 * The line of a trace: x, y of every sample, or of the lowest and highest of every column, the nearer to the column
 * before first, so that columns join without a zigzag. NaN lifts the pen at gaps.
 */
export function traceItem(trace: Trace, lane: Lane, axis: TimeAxis): DisplayItem {
  const points = trace.kind === 'samples' ? samplePoints(trace, lane, axis) : columnPoints(trace, lane, axis);
  return { kind: 'line', points, style: { stroke: 'trace', width: 1.25 } };
}

function samplePoints({ from, values }: SampledTrace, lane: Lane, axis: TimeAxis): Float32Array {
  const points = new Float32Array(2 * values.length);
  const step = axis.pxPerS / axis.samplingFrequency;
  const left = from * step - axis.startS * axis.pxPerS;
  for (let i = 0; i < values.length; i++) {
    points[2 * i] = left + i * step;
    points[2 * i + 1] = yOf(lane, values[i]);
  }
  return points;
}

function columnPoints({ from, to, low, high }: Envelope, lane: Lane, axis: TimeAxis): Float32Array {
  const columns = low.length;
  const points = new Float32Array(4 * columns);
  const step = ((to - from) / columns) * (axis.pxPerS / axis.samplingFrequency);
  const left = (from / axis.samplingFrequency - axis.startS) * axis.pxPerS;
  let before = NaN;
  for (let c = 0; c < columns; c++) {
    const x = left + (c + 0.5) * step;
    const upwards = !(Math.abs(high[c] - before) < Math.abs(low[c] - before));
    const [first, last] = upwards ? [low[c], high[c]] : [high[c], low[c]];
    points[4 * c] = points[4 * c + 2] = x;
    points[4 * c + 1] = yOf(lane, first);
    points[4 * c + 3] = yOf(lane, last);
    before = last;
  }
  return points;
}

/** The extent of samples in `columns` equal parts, as the reader of recordings gives it; for a filtered signal. */
export function envelopeOfSamples({ from, values }: SampledTrace, columns: number): Trace {
  const low = new Float32Array(columns).fill(NaN);
  const high = new Float32Array(columns).fill(NaN);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    const c = Math.min(columns - 1, Math.floor((i * columns) / values.length));
    if (!(low[c] <= value)) low[c] = value;
    if (!(high[c] >= value)) high[c] = value;
  }
  return { kind: 'envelope', from, to: from + values.length, low, high };
}

/** Values whose middle is that of the lead: every sample or every column's middle. */
export function valuesOf(trace: Trace): Float32Array {
  return trace.kind === 'samples' ? trace.values : trace.low.map((low, c) => (low + trace.high[c]) / 2);
}

/** Values whose ends are those of the lead: every sample or both ends of every column. */
export function endsOf(trace: Trace): Float32Array {
  return trace.kind === 'samples' ? trace.values : Float32Array.from([...trace.low, ...trace.high]);
}
