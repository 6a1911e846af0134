import type { MemorySpan } from '@saliogram/explain';
import type { DisplayItem, DisplayList } from '../display-list.ts';
import { lineItem, textItem } from '../picture/items.ts';
import { timeText } from '../saliency/beat-layout.ts';
import type { BeatLayout } from '../saliency/beat-layout.ts';
import { frameEdges, frameItems, frameScales, paperItem } from '../saliency/trace-frame.ts';
import type { TraceFrame } from '../saliency/trace-frame.ts';

/** Milliseconds, or steps of a layout without time, of a lag. */
function lagOf(steps: number, { samplingFrequency, timeUnit }: BeatLayout): number {
  return timeUnit === 'ms' ? (steps * 1000) / samplingFrequency : steps;
}

const unitOf = ({ timeUnit }: BeatLayout): string => (timeUnit === 'ms' ? 'ms' : 'steps');

/** How far back the score looks after each step that was asked for, against all that has been read. */
export function memoryPicture(
  width: number,
  height: number,
  layout: BeatLayout,
  { at, effectiveLength }: MemorySpan,
  description: string,
): DisplayList {
  const { image: _image, channelNames: _names, ...own } = layout;
  const plain: BeatLayout = { ...own, channels: 1 };
  const whole = lagOf(layout.steps, layout);
  const frame: TraceFrame = { width, height, layout: plain, domain: [0, whole], unit: unitOf(layout) };
  const { x, y } = frameScales(frame);
  const { left, right, top, bottom } = frameEdges(frame);
  const known = Array.from(at, (step, n) => ({ step, lag: effectiveLength[n] })).filter(
    ({ lag }) => lag >= 0,
  );
  const points = known.flatMap(({ step, lag }) => [x(step + 0.5), y(lagOf(lag + 1, layout))]);
  const dots = known.map(({ step, lag }): DisplayItem => ({
    kind: 'rectangle',
    x: x(step + 0.5) - 2.5,
    y: y(lagOf(lag + 1, layout)) - 2.5,
    width: 5,
    height: 5,
    style: { fill: 'accent' },
  }));
  return {
    width,
    height,
    description,
    items: [
      paperItem(frame),
      ...frameItems(frame),
      {
        kind: 'clip',
        x: left,
        y: top,
        width: right - left,
        height: bottom - top,
        items: [
          lineItem([x(0), y(0), x(layout.steps), y(whole)], { stroke: 'text-weak', width: 1, dash: [4, 3] }),
          lineItem(points, { stroke: 'accent', width: 1.8 }),
          ...dots,
        ],
      },
      textItem(x(0.62 * layout.steps) - 8, y(0.62 * whole) - 4, 'all that has been read', {
        size: 11,
        align: 'end',
        ink: 'text-weak',
      }),
    ],
  };
}

/** How far back the score looks at the end, and when it looked farthest. */
export function memorySentence(layout: BeatLayout, { at, effectiveLength }: MemorySpan): string {
  const last = effectiveLength.length - 1;
  const lag = effectiveLength[last];
  if (lag < 0) return 'At the end the score reacts to nothing: it is saturated.';
  const words = (steps: number): string => `${Math.round(lagOf(steps + 1, layout))} ${unitOf(layout)}`;
  const from = Math.max(0, at[last] - lag);
  const end = `At the end 90 % of what the score reacts to lies in the last ${words(lag)}, from ${timeText(from, layout)}${layout.timeUnit === 'ms' ? ' from R' : ''} on`;
  const share = (lag + 1) / (at[last] + 1);
  return `${end}: ${Math.round(100 * share)} % of what has been read.`;
}
