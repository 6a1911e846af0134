import type { DisplayItem, DisplayList } from '../display-list.ts';
import type { Block } from '../probe.ts';
import type { ImageLayout } from './beat-layout.ts';
import { imageBoxes, imageLayoutOf } from './image-frame.ts';
import type { ImageBox } from './image-frame.ts';
import { boxItem, headItem, heatItems, hiddenItems, inkItems, outlineItems } from './image-items.ts';
import type { TraceFrame } from './trace-frame.ts';

/** Room above an image for its words. */
const HEAD = 20;

/** What {@link imagePicture} draws. */
export interface ImagePicture {
  /** Its domain is how dark full ink is. */
  readonly frame: TraceFrame;
  /** [T] */
  readonly values: Float32Array;
  /** Heat in [0, 1], [T]; null for the image alone. */
  readonly heat: Float32Array | null;
  readonly hidden?: readonly Block[];
  readonly description: string;
}

/** An image as ink on paper or, where there is heat, its heat under the outline of its strokes. */
export function imagePicture(picture: ImagePicture): DisplayList {
  const { frame, description } = picture;
  const { width, height } = frame;
  const [box] = imageBoxes(frame, 1);
  return { width, height, description, items: imageItems(picture, box) };
}

/** The places of the two images of {@link imagePairPicture}. */
export function pairBoxes(frame: TraceFrame): readonly ImageBox[] {
  return imageBoxes(frame, 2, HEAD);
}

/** An image as it is, and beside it under its heat. */
export function imagePairPicture(picture: ImagePicture & { readonly heads: readonly string[] }): DisplayList {
  const { frame, description, heads, heat } = picture;
  const { width, height } = frame;
  const image = imageLayoutOf(frame.layout);
  const boxes = pairBoxes(frame);
  const items = [null, heat ?? new Float32Array(frame.layout.steps)].flatMap((each, i) => [
    headItem(image, boxes[i], heads[i]),
    ...imageItems({ ...picture, heat: each }, boxes[i]),
  ]);
  return { width, height, description, items };
}

/** Two images side by side, each with its words. */
export function imagesPicture(
  frame: TraceFrame,
  parts: readonly {
    readonly head: string;
    readonly items: (image: ImageLayout, box: ImageBox) => readonly DisplayItem[];
  }[],
  description: string,
): DisplayList {
  const { width, height } = frame;
  const image = imageLayoutOf(frame.layout);
  const boxes = imageBoxes(frame, parts.length, HEAD);
  const items = parts.flatMap(({ head, items: drawn }, i) => [
    headItem(image, boxes[i], head),
    ...framed(image, boxes[i], drawn(image, boxes[i])),
  ]);
  return { width, height, description, items };
}

function imageItems({ frame, values, heat, hidden = [] }: ImagePicture, box: ImageBox): DisplayItem[] {
  const image = imageLayoutOf(frame.layout);
  const drawn = heat
    ? [...heatItems(image, box, heat), ...outlineItems(image, box, values)]
    : inkItems(image, box, values, frame.domain);
  return framed(image, box, [...drawn, ...hidden.flatMap((block) => hiddenItems(box, block))]);
}

/** Items of an image on its ground and within its frame. */
function framed(image: ImageLayout, box: ImageBox, items: readonly DisplayItem[]): DisplayItem[] {
  return [
    boxItem(image, box, { fill: 'paper' }),
    ...items,
    boxItem(image, box, { stroke: 'text-weak', width: 0.75 }),
  ];
}
