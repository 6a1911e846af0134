import type { DisplayItem, DisplayList, Style } from '../display-list.ts';
import { channelOf, heatBands } from './heat-bands.ts';
import { imagePicture } from './image-picture.ts';
import { laneItems } from './lanes.ts';
import { frameEdges, frameItems, frameLanes, frameScales, paperItem } from './trace-frame.ts';
import type { TraceFrame } from './trace-frame.ts';

/** A line of a picture, as the model samples it or as it was recorded. */
export interface Trace {
  /** [T, C] */
  readonly values: Float32Array;
  /** Samples per step of the frame; default 1. */
  readonly samplesPerStep?: number;
  /** Sample that stands at the left edge of step 0; default -0.5, a sample in the middle of each step. */
  readonly firstSample?: number;
  readonly style?: Style;
}

/** What {@link saliencyPicture} draws. */
export interface SaliencyPicture {
  readonly frame: TraceFrame;
  readonly traces: readonly Trace[];
  /** Heat in [0, 1], [T, C]; null for none. */
  readonly heat: Float32Array | null;
  /** Drawn below the traces; default nothing. */
  readonly marks?: readonly DisplayItem[];
  /** Where the beat is hidden by the reader, in steps. */
  readonly hidden?: readonly { readonly from: number; readonly to: number }[];
  readonly description: string;
}

/**
 * A beat over its heat: colour below, then the axes, then the trace that nothing covers; for the layout of an image, its
 * last trace as an image.
 */
export function saliencyPicture(picture: SaliencyPicture): DisplayList {
  const { frame, traces, heat, marks = [], hidden = [], description } = picture;
  if (frame.layout.image) {
    const values = traces.at(-1)?.values ?? new Float32Array(frame.layout.steps);
    return imagePicture({ frame, values, heat, description });
  }
  const { width, height, layout } = frame;
  const { left, right, top, bottom } = frameEdges(frame);
  const { x } = frameScales(frame);
  const lanes = frameLanes(frame);
  const colours = heat
    ? lanes.flatMap((lane, c) =>
        heatBands(channelOf(heat, c, layout.channels), x, lane.top, lane.bottom - lane.top),
      )
    : [];
  const lines = traces.flatMap((trace) =>
    lanes.flatMap(({ isLevel }, c) => (isLevel ? [] : [traceLine(trace, c, frame)])),
  );
  return {
    width,
    height,
    description,
    items: [
      paperItem(frame),
      ...colours,
      ...hidden.flatMap((stretch) => hiddenItems(x(stretch.from), x(stretch.to), top, bottom)),
      ...frameItems(frame),
      ...laneItems(lanes, left, right, traces.at(-1)?.values),
      ...marks,
      { kind: 'clip', x: left, y: top, width: right - left, height: bottom - top, items: lines },
    ],
  };
}

/** A trace as a line through the middles of its samples. */
export function traceLine(trace: Trace, channel: number, frame: TraceFrame): DisplayItem {
  const { values, samplesPerStep = 1, firstSample = -0.5, style = { stroke: 'trace', width: 1.6 } } = trace;
  const { channels } = frame.layout;
  const { x, y } = frameScales(frame, channel);
  const count = values.length / channels;
  const points = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    points[2 * i] = x((i - firstSample) / samplesPerStep);
    points[2 * i + 1] = y(values[i * channels + channel]);
  }
  return { kind: 'line', points, style };
}

/** A hidden stretch: hatched, so that it is told from heat without colour. */
function hiddenItems(from: number, to: number, top: number, bottom: number): DisplayItem[] {
  const lines: DisplayItem[] = [];
  const reach = bottom - top;
  for (let at = from - reach; at < to; at += 8) {
    lines.push({
      kind: 'line',
      points: [at, bottom, at + reach, top],
      style: { stroke: 'mark', width: 0.75, opacity: 0.55 },
    });
  }
  return [
    { kind: 'clip', x: from, y: top, width: to - from, height: reach, items: lines },
    {
      kind: 'rectangle',
      x: from,
      y: top,
      width: to - from,
      height: reach,
      style: { stroke: 'mark', width: 1 },
    },
  ];
}
