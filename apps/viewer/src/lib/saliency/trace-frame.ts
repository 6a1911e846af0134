import type { DisplayItem } from '../display-list.ts';
import { rectangleItem } from '../picture/items.ts';
import type { BeatLayout } from './beat-layout.ts';
import { msOfStep, stepOfMs } from './beat-layout.ts';
import { lanesOf } from './lanes.ts';
import type { Lane } from './lanes.ts';

/** Where a picture of a beat has its lanes, and what its axes say. */
export interface TraceFrame {
  readonly width: number;
  readonly height: number;
  readonly layout: BeatLayout;
  /** Lowest and highest value shown. */
  readonly domain: readonly [number, number];
  /** Of the values. */
  readonly unit: string;
  /** Fewer and smaller words, for pictures side by side; default false. */
  readonly small?: boolean;
}

/** Edges of the lanes in CSS pixels. */
export function frameEdges({ width, height, small = false }: TraceFrame) {
  return small
    ? { left: 34, right: width - 6, top: 6, bottom: height - 20 }
    : { left: 48, right: width - 10, top: 10, bottom: height - 26 };
}

/** The lanes of the channels in a frame. */
export function frameLanes(frame: TraceFrame): readonly Lane[] {
  return lanesOf(frame.layout, frameEdges(frame), frame.small ?? false);
}

/** Scales of a frame, both ways; the value scale is that of one lane of C. */
export function frameScales(frame: TraceFrame, channel = 0) {
  const { left, right } = frameEdges(frame);
  const { steps } = frame.layout;
  const { top, bottom } = frameLanes(frame)[channel];
  const [low, high] = frame.domain;
  const base = bottom - 5;
  const perValue = (bottom - top - 10) / (high - low);
  const perStep = (right - left) / steps;
  return {
    /** Left edge of a step, which may be a fraction. */
    x: (step: number): number => left + step * perStep,
    y: (value: number): number => base - (value - low) * perValue,
    stepAt: (x: number): number => (x - left) / perStep,
    valueAt: (y: number): number => low + (base - y) / perValue,
  };
}

/** Lowest and highest finite value over some series, with a little room; [0, 1] without any. */
export function valueDomain(series: readonly ArrayLike<number>[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const values of series) {
    for (let i = 0; i < values.length; i++) {
      if (values[i] < low) low = values[i];
      if (values[i] > high) high = values[i];
    }
  }
  if (!(low <= high)) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

/** A step of 1, 2 or 5 times a power of ten that divides `span` into at most `most` parts. */
export function niceStep(span: number, most: number): number {
  const power = 10 ** Math.floor(Math.log10(span / most));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => span / step <= most) ?? 10 * power;
}

/** The paper that the lanes lie on. */
export function paperItem(frame: TraceFrame): DisplayItem {
  const { left, right, top, bottom } = frameEdges(frame);
  return rectangleItem(left, top, right - left, bottom - top, { fill: 'paper' });
}

/** Frame, time ticks with R, and value ticks. */
export function frameItems(frame: TraceFrame): DisplayItem[] {
  const { left, right, top, bottom } = frameEdges(frame);
  return [
    rectangleItem(left, top, right - left, bottom - top, { stroke: 'text-weak', width: 0.75 }),
    ...timeTicks(frame),
    ...valueTicks(frame),
  ];
}

/** A line for each row of an image that is read in scan-line order, and the number of some. */
function rowTicks(frame: TraceFrame, columns: number): DisplayItem[] {
  const { left, right, top, bottom } = frameEdges(frame);
  const { x } = frameScales(frame);
  const rows = frame.layout.steps / columns;
  const every = niceStep(rows, Math.max(2, Math.floor((right - left) / 60)));
  const items: DisplayItem[] = [];
  for (let row = 0; row <= rows; row++) {
    const isNumbered = row % every === 0;
    const at = x(row * columns);
    items.push({
      kind: 'line',
      points: [at, top, at, bottom + (isNumbered ? 4 : 0)],
      style: { stroke: 'text-weak', width: 0.5, opacity: isNumbered ? 0.6 : 0.25 },
    });
    if (!isNumbered || row === rows) continue;
    const text = row === 0 ? 'row 1' : String(row + 1);
    items.push({ kind: 'text', x: at, y: bottom + 16, text, size: 11, align: 'start', ink: 'text-weak' });
  }
  return items;
}

function timeTicks(frame: TraceFrame): DisplayItem[] {
  const { layout, small = false } = frame;
  if (layout.image) return rowTicks(frame, layout.image.columns);
  const { left, right, top, bottom } = frameEdges(frame);
  const { x } = frameScales(frame);
  const [first, last] = [msOfStep(0, layout), msOfStep(layout.steps, layout)];
  const every = niceStep(last - first, small ? 4 : Math.max(4, Math.floor((right - left) / 80)));
  const items: DisplayItem[] = [];
  for (let n = Math.ceil(first / every); n * every <= last; n++) {
    const ms = n * every;
    const at = x(stepOfMs(ms, layout));
    // Written to the left of its tick, so that the unit is not cut off at the edge.
    const isLast = at > right - 24;
    const isPeak = ms === 0 && layout.timeUnit === 'ms';
    items.push({
      kind: 'line',
      points: isPeak ? [at, top, at, bottom + 4] : [at, bottom, at, bottom + 4],
      style: { stroke: 'text-weak', width: 0.75, ...(isPeak && { dash: [3, 3] }) },
    });
    items.push({
      kind: 'text',
      x: isLast ? right : at,
      y: bottom + (small ? 14 : 16),
      text: isPeak ? 'R' : tickText(ms, layout, isLast),
      size: small ? 10 : 11,
      align: isLast ? 'end' : 'middle',
      bold: isPeak,
      ink: isPeak ? 'text' : 'text-weak',
    });
  }
  return items;
}

function tickText(ms: number, { timeUnit }: BeatLayout, isLast: boolean): string {
  const number = `${ms < 0 ? '−' : timeUnit === 'ms' ? '+' : ''}${Math.abs(ms)}`;
  return isLast && timeUnit === 'ms' ? `${number} ms` : number;
}

function valueTicks(frame: TraceFrame): DisplayItem[] {
  const { domain, unit, small = false, layout } = frame;
  const { left, top } = frameEdges(frame);
  const [low, high] = domain;
  const every = niceStep(high - low, small ? 3 : 5);
  const items: DisplayItem[] = [];
  const lanes = frameLanes(frame);
  for (let channel = 0; channel < layout.channels; channel++) {
    if (lanes[channel].isLevel) continue;
    const { y } = frameScales(frame, channel);
    for (let n = Math.ceil(low / every); n * every <= high; n++) {
      const at = y(n * every);
      items.push({
        kind: 'line',
        points: [left - 3, at, left, at],
        style: { stroke: 'text-weak', width: 0.75 },
      });
      const text = String(Number((n * every).toPrecision(6))).replace('-', '−');
      items.push({ kind: 'text', x: left - 5, y: at + 3.5, text, size: 10, align: 'end', ink: 'text-weak' });
    }
  }
  const below = layout.channels > 1 ? 26 : 14;
  if (!small)
    items.push({ kind: 'text', x: left + 6, y: top + below, text: unit, size: 11, ink: 'text-weak' });
  return items;
}
