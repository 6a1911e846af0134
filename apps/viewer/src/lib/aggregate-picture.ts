import type { ClassAggregate, StepQuartiles } from './aggregate.ts';
import type { DisplayItem, DisplayList } from './display-list.ts';
import { labelText } from './labels.ts';
import type { ImageLayout } from './saliency/beat-layout.ts';
import { heatItems, inkItems, outlineItems } from './saliency/image-items.ts';
import { imagesPicture } from './saliency/image-picture.ts';

/** How the steps of a model's input lie in time. */
export interface AggregateLayout {
  /** Of the picture, in CSS pixels. */
  readonly width: number;
  /** Hz of the model's input. */
  readonly samplingFrequency: number;
  /** Step of the R peak. */
  readonly originStep: number;
  /** Of the input's values. */
  readonly unit: string;
  /** For images. */
  readonly image?: ImageLayout;
}

const LEFT = 44;
const RIGHT = 8;
const TRACE = { top: 6, height: 110 };
const HEAT = { top: 128, height: 56 };
const HEIGHT = 216;
const TICK_MS = 200;

/** A lane's vertical scale. */
interface Lane {
  readonly top: number;
  readonly height: number;
  readonly low: number;
  readonly high: number;
}

const IMAGE_HEIGHT = 200;

/** The median image of a class, and its outline over the median heat. */
function aggregateImage(
  { input, heat, symbol, recording, beats, total }: ClassAggregate,
  layout: AggregateLayout,
) {
  const steps = input.middle.length;
  const { width, image, unit } = layout;
  const beatLayout = {
    steps,
    channels: 1,
    samplingFrequency: 1,
    originStep: 0,
    timeUnit: 'steps',
    unit,
  } as const;
  return imagesPicture(
    { width, height: IMAGE_HEIGHT, layout: { ...beatLayout, ...(image && { image }) }, domain: [0, 1], unit },
    [
      { head: 'median image', items: (lines, box) => inkItems(lines, box, input.middle) },
      {
        head: 'median heat',
        items: (lines, box) => [
          ...heatItems(lines, box, heat.middle),
          ...outlineItems(lines, box, input.middle),
        ],
      },
    ],
    `${labelText(symbol)} in ${recording}: median image and median heat of ${beats} of ${total} images.`,
  );
}

/**
 * The median beat of a class with its quartiles over the median heat as colour, and below it the heat as a curve with its
 * quartiles, the R peak at 0 ms; of images the median and the median heat.
 */
export function aggregatePicture(aggregate: ClassAggregate, layout: AggregateLayout): DisplayList {
  if (layout.image) return aggregateImage(aggregate, layout);
  const { input, heat } = aggregate;
  const steps = input.middle.length;
  const stepWidth = (layout.width - LEFT - RIGHT) / Math.max(1, steps);
  const x = (step: number): number => LEFT + (step + 0.5) * stepWidth;
  const finite = [...input.low, ...input.high].filter(Number.isFinite);
  const traceLane = { ...TRACE, low: Math.min(0, ...finite), high: Math.max(1, ...finite) };
  const heatLane = { ...HEAT, low: 0, high: 1 };
  const items: DisplayItem[] = [
    frame(traceLane, layout.width),
    ...heatColumns(heat.middle, x, stepWidth),
    ...timeTicks(layout, steps, x),
    band(input, traceLane, x, 0.3),
    curve(input.middle, traceLane, x, 1.6),
    frame(heatLane, layout.width),
    band(heat, heatLane, x, 0.25),
    curve(heat.middle, heatLane, x, 1.4),
    ...laneLabels(traceLane, layout.unit),
    ...laneLabels(heatLane, 'heat'),
  ];
  return { width: layout.width, height: HEIGHT, description: describe(aggregate, layout), items };
}

function describe(
  { symbol, recording, beats, total, heat }: ClassAggregate,
  layout: AggregateLayout,
): string {
  const peak = heat.middle.reduce((best, value, t) => (value > heat.middle[best] ? t : best), 0);
  const ms = Math.round(((peak - layout.originStep) / layout.samplingFrequency) * 1000);
  const label = labelText(symbol);
  const head = `${label.charAt(0).toUpperCase()}${label.slice(1)} in ${recording}: ${beats} of ${total} beats`;
  return `${head}; the median heat is greatest ${ms} ms from the R peak.`;
}

const y = ({ top, height, low, high }: Lane, value: number): number =>
  top + height * (1 - (value - low) / (high - low));

function heatColumns(middle: Float32Array, x: (step: number) => number, width: number): DisplayItem[] {
  return Array.from(middle).flatMap((heat, step) =>
    heat > 0
      ? [
          {
            kind: 'rectangle' as const,
            x: x(step) - width / 2,
            y: TRACE.top,
            // A hair wider, so that no ground shines through between columns.
            width: width + 0.3,
            height: TRACE.height,
            style: { fill: { heat } },
          },
        ]
      : [],
  );
}

function band(
  { low, high }: StepQuartiles,
  lane: Lane,
  x: (step: number) => number,
  opacity: number,
): DisplayItem {
  const there = Array.from(high).flatMap((value, step) => [x(step), y(lane, value)]);
  const back = Array.from(low)
    .map((value, step) => [x(step), y(lane, value)])
    .reverse()
    .flat();
  return { kind: 'line', points: [...there, ...back], style: { fill: 'mark', opacity } };
}

function curve(values: Float32Array, lane: Lane, x: (step: number) => number, width: number): DisplayItem {
  const points = Array.from(values).flatMap((value, step) => [x(step), y(lane, value)]);
  return { kind: 'line', points, style: { stroke: 'trace', width } };
}

function frame({ top, height }: Lane, width: number): DisplayItem {
  const style = { stroke: 'text-weak', width: 0.5 } as const;
  return { kind: 'rectangle', x: LEFT, y: top, width: width - LEFT - RIGHT, height, style };
}

function laneLabels(lane: Lane, unit: string): DisplayItem[] {
  const text = (value: string, at: number): DisplayItem => ({
    kind: 'text',
    x: LEFT - 5,
    y: at,
    text: value,
    size: 10,
    align: 'end',
    ink: 'text-weak',
  });
  return [
    text(lane.high.toFixed(lane.high < 10 ? 1 : 0), lane.top + 9),
    text(unit, lane.top + lane.height / 2 + 3),
    text(lane.low.toFixed(lane.low > -10 ? 1 : 0), lane.top + lane.height),
  ];
}

function timeTicks(layout: AggregateLayout, steps: number, x: (step: number) => number): DisplayItem[] {
  const { samplingFrequency, originStep } = layout;
  const first = Math.ceil(((-originStep / samplingFrequency) * 1000) / TICK_MS);
  const last = Math.floor((((steps - 1 - originStep) / samplingFrequency) * 1000) / TICK_MS);
  const bottom = HEAT.top + HEAT.height;
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * TICK_MS).flatMap((ms) => {
    const at = x(originStep + (ms / 1000) * samplingFrequency);
    const dash = ms === 0 ? [] : [2, 3];
    return [
      {
        kind: 'line' as const,
        points: [at, TRACE.top, at, bottom],
        style: { stroke: 'text-weak' as const, width: 0.5, dash },
      },
      {
        kind: 'text' as const,
        x: at,
        y: bottom + 14,
        text: ms === 0 ? 'R' : `${ms > 0 ? '+' : '−'}${Math.abs(ms)} ms`,
        size: 10,
        align: 'middle' as const,
        ink: 'text-weak' as const,
      },
    ];
  });
}
