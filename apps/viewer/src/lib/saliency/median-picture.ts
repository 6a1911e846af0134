import type { DisplayItem, DisplayList } from '../display-list.ts';
import type { ImageLayout } from './beat-layout.ts';
import type { ClassMedian } from './class-median.ts';
import type { ImageBox } from './image-frame.ts';
import { inkItems } from './image-items.ts';
import { imagesPicture } from './image-picture.ts';
import { saliencyPicture } from './saliency-picture.ts';
import { frameLanes, frameScales } from './trace-frame.ts';
import type { TraceFrame } from './trace-frame.ts';

/** What {@link medianPicture} draws. */
export interface MedianPicture {
  readonly frame: TraceFrame;
  /** [T, C] */
  readonly input: Float32Array;
  readonly median: ClassMedian;
  readonly description: string;
}

/** A beat over the median of others, with the band that holds the middle half of them; images stand side by side. */
export function medianPicture({ frame, input, median, description }: MedianPicture): DisplayList {
  if (frame.layout.image) {
    const parts = [
      { head: 'this one', values: input },
      { head: 'median', values: median.median },
      { head: 'upper quartile', values: median.high },
    ].map(({ head, values }) => ({
      head,
      items: (image: ImageLayout, box: ImageBox) => inkItems(image, box, values),
    }));
    return imagesPicture(frame, parts, description);
  }
  const dashed = { stroke: 'accent', width: 1.6, dash: [6, 3] } as const;
  const list = saliencyPicture({
    frame,
    traces: [{ values: median.median, style: dashed }, { values: input }],
    heat: null,
    description,
  });
  const bands = frameLanes(frame).flatMap(({ isLevel }, c) => (isLevel ? [] : [bandItem(median, c, frame)]));
  // Behind the axes and the traces, over the ground.
  return { ...list, items: [...list.items.slice(0, 1), ...bands, ...list.items.slice(1)] };
}

function bandItem({ low, high }: ClassMedian, channel: number, frame: TraceFrame): DisplayItem {
  const { channels, steps } = frame.layout;
  const { x, y } = frameScales(frame, channel);
  const edge = (values: Float32Array): number[][] =>
    Array.from({ length: steps }, (_, t) => [x(t + 0.5), y(values[t * channels + channel])]);
  const points = [...edge(high), ...edge(low).reverse()].flat();
  return { kind: 'line', points, style: { fill: 'accent', opacity: 0.22 } };
}
