import type { DisplayItem, DisplayList, Style } from '../display-list.ts';
import { channelOf, heatBands } from './heat-bands.ts';
import { heatItems, outlineItems } from './image-items.ts';
import { imagesPicture } from './image-picture.ts';
import { traceLine } from './saliency-picture.ts';
import { frameEdges, frameItems, frameScales } from './trace-frame.ts';
import type { TraceFrame } from './trace-frame.ts';

/** What {@link contrastPicture} draws. */
export interface ContrastPicture {
  readonly frame: TraceFrame;
  /** [T, C] */
  readonly input: Float32Array;
  /** Heat in [0, 1] of what speaks for A and of what speaks for B, [T, C]. */
  readonly forA: Float32Array;
  readonly forB: Float32Array;
  readonly symbolA: string;
  readonly symbolB: string;
  readonly description: string;
}

/** Blue stands best beside the orange of heat for all kinds of colour blindness; its strength is its opacity. */
const BLUE = '#3a80c0';
const blue = (level: number): Style => ({ fill: { colour: BLUE }, opacity: 0.85 * level });

/** The image twice: over what speaks for A as heat, and over what speaks for B in blue. */
function contrastImages({ frame, input, forA, forB, symbolA, symbolB, description }: ContrastPicture) {
  return imagesPicture(
    frame,
    [
      {
        head: `for ${symbolA}`,
        items: (image, box) => [...heatItems(image, box, forA), ...outlineItems(image, box, input)],
      },
      {
        head: `for ${symbolB}`,
        items: (image, box) => [...heatItems(image, box, forB, blue), ...outlineItems(image, box, input)],
      },
    ],
    description,
  );
}

/** The beat over two bands: what speaks for A as heat in the upper half, what speaks for B in blue in the lower. */
export function contrastPicture(picture: ContrastPicture): DisplayList {
  const { frame, input, forA, forB, symbolA, symbolB, description } = picture;
  if (frame.layout.image) return contrastImages(picture);
  const { width, height, layout } = frame;
  const { left, right, top, bottom } = frameEdges(frame);
  const { x } = frameScales(frame);
  const lane = (bottom - top) / layout.channels;
  const half = lane / 2;
  const items: DisplayItem[] = [
    {
      kind: 'rectangle',
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
      style: { fill: 'paper' },
    },
  ];
  for (let c = 0; c < layout.channels; c++) {
    const upper = top + c * lane;
    items.push(...heatBands(channelOf(forA, c, layout.channels), x, upper, half));
    items.push(...heatBands(channelOf(forB, c, layout.channels), x, upper + half, half, blue));
    items.push({
      kind: 'line',
      points: [left, upper + half, right, upper + half],
      style: { stroke: 'text-weak', width: 0.5, dash: [2, 3] },
    });
  }
  items.push(...frameItems(frame));
  for (let c = 0; c < layout.channels; c++) items.push(traceLine({ values: input }, c, frame));
  const note = (text: string, y: number): DisplayItem => ({
    kind: 'text',
    x: right - 6,
    y,
    text,
    size: 11,
    align: 'end',
    bold: true,
    ink: 'text',
  });
  items.push(note(`↑ for ${symbolA}`, top + 14), note(`↓ for ${symbolB}`, bottom - 6));
  return { width, height, description, items };
}
