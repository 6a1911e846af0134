import type { QualityInterval } from '@saliogram/signal';
import type { DisplayItem } from '../display-list.ts';
import { lineItem, rectangleItem, textItem } from '../picture/items.ts';
import { QUALITY_WORDS, intervalsOf } from '../quality.ts';
import type { StretchQuality } from '../recording.ts';
import type { Lane } from './lanes.ts';
import type { TimeAxis } from './trace.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Slopes of the hatching, so that kinds are told apart without colour: up, down, both. */
const SLOPES: Readonly<Record<QualityInterval['kind'], readonly (1 | -1)[]>> = {
  noisy: [1],
  flat: [-1],
  leadsOff: [1, -1],
};
const HATCH_PX = 12;
/** A long band says what it is this often. */
const WORD_EVERY_PX = 400;
/** Room for a word. */
const WORD_PX = 56;

/** What is wrong with each lead, hatched below its trace, with its name above. */
export function qualityBands(
  quality: readonly StretchQuality[],
  lanes: readonly Lane[],
  { startS, pxPerS, samplingFrequency }: TimeAxis,
  widthPx: number,
): DisplayItem[] {
  return lanes.flatMap(({ lead, top, height }) =>
    intervalsOf(quality, lead).flatMap(({ kind, from, to }) => {
      const start = (from / samplingFrequency - startS) * pxPerS;
      const end = Math.max(start + 2, (to / samplingFrequency - startS) * pxPerS);
      const [x, right] = [Math.max(0, start), Math.min(widthPx, end)];
      if (right <= x) return [];
      const words: DisplayItem[] = [];
      for (let at = x; at + WORD_PX < right; at += WORD_EVERY_PX) {
        words.push(
          textItem(at + 4, top + 11, QUALITY_WORDS[kind], { size: 11, bold: true, ink: 'text-weak' }),
        );
      }
      return [...hatched({ x, y: top, width: right - x, height }, kind), ...words];
    }),
  );
}

/** A box hatched as its kind is, with a line above it. @param spacingPx between two lines; default 12 */
export function hatched(
  { x, y, width, height }: Box,
  kind: QualityInterval['kind'],
  spacingPx = HATCH_PX,
): DisplayItem[] {
  const points: number[] = [];
  for (const slope of SLOPES[kind]) {
    // From a multiple of the spacing on, so that the hatching of neighbours is continued.
    for (let at = Math.floor((x - height) / spacingPx) * spacingPx; at < x + width; at += spacingPx) {
      points.push(at, slope > 0 ? y + height : y, at + height, slope > 0 ? y : y + height, NaN, NaN);
    }
  }
  return [
    rectangleItem(x, y, width, height, { fill: 'text-weak', opacity: 0.07 }),
    {
      kind: 'clip',
      x,
      y,
      width,
      height,
      items: [lineItem(points, { stroke: 'text-weak', width: 0.8, opacity: 0.45 })],
    },
    lineItem([x, y + 1, x + width, y + 1], { stroke: 'text-weak', width: 2 }),
  ];
}
