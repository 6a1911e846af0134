import { classColour } from '@saliogram/figures';
import type { QualityInterval } from '@saliogram/signal';
import type { AppState } from '../app-state.ts';
import { UNCERTAIN_BELOW } from '../beat-verdict.ts';
import type { DisplayItem, DisplayList } from '../display-list.ts';
import { clockTime, timeMarks } from '../paper/time-marks.ts';
import { hatched } from '../paper/quality-bands.ts';
import { durationS } from '../paper/window.ts';
import { lineItem, pointerItem, rectangleItem, textItem } from '../picture/items.ts';
import { QUALITY_WORDS } from '../quality.ts';
import type { Envelope } from '../recording.ts';
import type { OverviewColumns } from './columns.ts';

/** Width of the names at the left. */
export const OVERVIEW_MARGIN_PX = 60;

const SIGNAL_PX = 16;
const CLASS_PX = 8;
const DOUBT_PX = 13;
const RR_PX = 20;
const AXIS_PX = 15;
const GAP_PX = 3;
/** Ends of the tachogram: 200 and 35 beats a minute. */
const SHORTEST_MS = 300;
const LONGEST_MS = 1700;

/** A lane of the overview: its name, its height, and what is drawn in it from `top` on. */
interface OverviewLane {
  readonly name: string;
  readonly height: number;
  readonly draw: (top: number) => readonly DisplayItem[];
}

/** The whole recording at a glance: signal, beat classes, doubt, RR intervals; x = margin is its beginning. */
export function overviewPicture(
  state: Pick<AppState, 'recording' | 'model' | 'beats'>,
  summed: OverviewColumns,
  envelope: Envelope | null,
  lead: string,
  intervals: readonly QualityInterval[] = [],
): DisplayList {
  const lanes: readonly OverviewLane[] = [
    {
      name: lead,
      height: SIGNAL_PX,
      draw: (top) => [
        ...signalItems(envelope, summed.columns, top),
        ...qualityItems(intervals, state.recording?.sampleCount ?? 1, summed.columns, top),
      ],
    },
    ...classLanes(state, summed),
    { name: 'doubt', height: DOUBT_PX, draw: (top) => doubtItems(summed, top) },
    { name: 'RR s', height: RR_PX, draw: (top) => tachogram(summed, top) },
  ];
  const items: DisplayItem[] = [];
  let y = GAP_PX;
  for (const { name, height, draw } of lanes) {
    const isSmall = height <= CLASS_PX;
    items.push(
      textItem(OVERVIEW_MARGIN_PX - 20, y + height / 2 + 4, name, {
        size: isSmall ? 9 : 11,
        align: 'end',
        bold: isSmall,
        ink: 'text-weak',
      }),
      ...draw(y).map((item) => shift(item, OVERVIEW_MARGIN_PX)),
    );
    y += height + (isSmall ? 0 : GAP_PX);
  }
  const seconds = durationS(state);
  const axis = { startS: 0, pxPerS: summed.columns / Math.max(seconds, 1e-9), samplingFrequency: 1 };
  items.push(...timeMarks(axis, summed.columns, y, seconds).map((item) => shift(item, OVERVIEW_MARGIN_PX)));
  return {
    width: OVERVIEW_MARGIN_PX + summed.columns,
    height: y + AXIS_PX,
    description: `${describe(state, summed, seconds)}${describeQuality(lead, intervals)}`,
    items,
  };
}

function shift(item: DisplayItem, dx: number): DisplayItem {
  if (item.kind === 'clip') {
    return { ...item, x: item.x + dx, items: item.items.map((each) => shift(each, dx)) };
  }
  if (item.kind !== 'line') return { ...item, x: item.x + dx };
  return {
    ...item,
    points: Float32Array.from(item.points, (value, i) => (i % 2 === 0 ? value + dx : value)),
  };
}

function signalItems(envelope: Envelope | null, columns: number, top: number): DisplayItem[] {
  const frame = rectangleItem(0, top, columns, SIGNAL_PX, { fill: 'grid-fine', opacity: 0.4 });
  if (envelope === null) return [frame];
  const { low, high } = envelope;
  // One artefact must not flatten all the rest.
  const range = robustRange(low, high);
  const yOf = (value: number): number =>
    top + SIGNAL_PX * (1 - (value - range.low) / (range.high - range.low));
  const points: number[] = [];
  for (let c = 0; c < low.length; c++) {
    if (Number.isNaN(low[c])) continue;
    const x = ((c + 0.5) * columns) / low.length;
    points.push(
      x,
      clamp(yOf(low[c]) + 0.5, top, top + SIGNAL_PX),
      x,
      clamp(yOf(high[c]) - 0.5, top, top + SIGNAL_PX),
    );
    points.push(NaN, NaN);
  }
  return [frame, lineItem(points, { stroke: 'trace', width: 1, opacity: 0.75 })];
}

/** Hatched from top to bottom what is off or flat, the lower half of what is noisy; two pixels at least. */
function qualityItems(
  intervals: readonly QualityInterval[],
  sampleCount: number,
  columns: number,
  top: number,
): DisplayItem[] {
  return intervals.flatMap(({ kind, from, to }) => {
    const x = (from / sampleCount) * columns;
    const width = Math.max(2, ((to - from) / sampleCount) * columns);
    const height = kind === 'noisy' ? SIGNAL_PX / 2 : SIGNAL_PX;
    return hatched({ x, y: top + SIGNAL_PX - height, width, height }, kind, 4);
  });
}

function robustRange(low: Float32Array, high: Float32Array): { low: number; high: number } {
  const at = (values: Float32Array, share: number): number => {
    const sorted = values.filter(Number.isFinite).toSorted();
    return sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  };
  const bottom = at(low, 0.02);
  const top = at(high, 0.98);
  return top > bottom ? { low: bottom, high: top } : { low: bottom - 1, high: bottom + 1 };
}

function classLanes({ model }: Pick<AppState, 'model'>, summed: OverviewColumns): OverviewLane[] {
  return summed.classes.map((counts, k) => ({
    name: model?.classes[k]?.symbol ?? '',
    height: CLASS_PX,
    draw: (top) => [
      lineItem([0, top + CLASS_PX - 0.5, summed.columns, top + CLASS_PX - 0.5], { stroke: 'grid-fine' }),
      // Two pixels, so that a single beat in a day is seen.
      ...columnItems(counts, (c) =>
        rectangleItem(c - 0.5, top + 1, 2, CLASS_PX - 3, { fill: { colour: classColour(k) } }),
      ),
    ],
  }));
}

function columnItems(counts: Uint16Array, draw: (column: number) => DisplayItem): DisplayItem[] {
  const items: DisplayItem[] = [];
  counts.forEach((count, column) => {
    if (count > 0) items.push(draw(column));
  });
  return items;
}

function doubtItems({ doubt, differing, columns, isBlind }: OverviewColumns, top: number): DisplayItem[] {
  if (isBlind) return [textItem(4, top + 12, 'hidden in blind mode', { size: 11, ink: 'text-weak' })];
  const bottom = top + DOUBT_PX;
  const certain: number[] = [];
  const uncertain: number[] = [];
  doubt.forEach((value, c) => {
    if (!(value > 0.01)) return;
    const bar = value > 1 - UNCERTAIN_BELOW ? uncertain : certain;
    bar.push(c + 0.5, bottom, c + 0.5, bottom - value * DOUBT_PX, NaN, NaN);
  });
  const limit = bottom - (1 - UNCERTAIN_BELOW) * DOUBT_PX;
  return [
    lineItem(certain, { stroke: 'text-weak', width: 1 }),
    lineItem(uncertain, { stroke: 'warning', width: 1.6 }),
    lineItem([0, limit, columns, limit], { stroke: 'text-weak', width: 0.8, dash: [2, 3] }),
    lineItem([0, bottom, columns, bottom], { stroke: 'grid-coarse', width: 0.8 }),
    ...columnItems(differing, (c) => pointerItem(c + 0.5, top + 6, 7, { fill: 'warning' })),
  ];
}

function tachogram({ rrLowMs, rrHighMs, columns }: OverviewColumns, top: number): DisplayItem[] {
  const yOf = (ms: number): number =>
    top + RR_PX * (1 - (clamp(ms, SHORTEST_MS, LONGEST_MS) - SHORTEST_MS) / (LONGEST_MS - SHORTEST_MS));
  const points: number[] = [];
  for (let c = 0; c < columns; c++) {
    if (Number.isNaN(rrLowMs[c])) continue;
    points.push(c + 0.5, yOf(rrLowMs[c]) + 0.75, c + 0.5, yOf(rrHighMs[c]) - 0.75, NaN, NaN);
  }
  const guides = [500, 1000, 1500].flatMap((ms) => [
    lineItem([0, yOf(ms), columns, yOf(ms)], { stroke: 'grid-coarse', width: 0.7 }),
    textItem(-4, yOf(ms) + 3, String(ms / 1000), { size: 8, align: 'end', ink: 'text-weak' }),
  ]);
  return [...guides, lineItem(points, { stroke: 'trace', width: 1.3 })];
}

function describe(
  { recording, model, beats }: Pick<AppState, 'recording' | 'model' | 'beats'>,
  { classes, differing, isBlind }: OverviewColumns,
  seconds: number,
): string {
  const total = (counts: Uint16Array): number => counts.reduce((sum, count) => sum + count, 0);
  const counts = classes.map((column, k) => `${model?.classes[k]?.symbol ?? ''} ${total(column)}`).join(', ');
  const labels = isBlind
    ? 'labels hidden in blind mode'
    : `${counts}; ${total(differing)} differ from the reference`;
  return `Overview of ${recording?.name ?? 'no recording'}, ${clockTime(seconds)}: ${beats.count} beats; ${labels}.`;
}

function describeQuality(lead: string, intervals: readonly QualityInterval[]): string {
  const told = (['leadsOff', 'flat', 'noisy'] as const).flatMap((kind) => {
    const count = intervals.filter((interval) => interval.kind === kind).length;
    return count === 0 ? [] : [`${count} ${QUALITY_WORDS[kind]}`];
  });
  return told.length === 0 ? '' : ` ${lead}: ${told.join(', ')}.`;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
