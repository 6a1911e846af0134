import type { BeatLayout, ImageLayout } from './beat-layout.ts';
import type { TraceFrame } from './trace-frame.ts';

/** A place for one image in a picture: its upper left corner and the side of a pixel, all whole CSS pixels. */
export interface ImageBox {
  readonly x: number;
  readonly y: number;
  readonly pixel: number;
}

/** Between images side by side. */
const GAP = 24;
const MARGIN = 4;

/** The lines of a layout of images. */
export function imageLayoutOf({ image }: Pick<BeatLayout, 'image'>): ImageLayout {
  if (!image) throw new Error('internal: a picture of an image was asked for beats');
  return image;
}

/**
 * Places for `count` images side by side in the middle of a picture.
 *
 * @param head room above each for words
 */
export function imageBoxes(
  { width, height, layout }: Pick<TraceFrame, 'width' | 'height' | 'layout'>,
  count: number,
  head = 0,
): readonly ImageBox[] {
  const { rows, columns } = imageLayoutOf(layout);
  const room = (width - 2 * MARGIN - (count - 1) * GAP) / count;
  const pixel = Math.max(1, Math.floor(Math.min(room / columns, (height - 2 * MARGIN - head) / rows)));
  const all = count * columns * pixel + (count - 1) * GAP;
  const left = Math.round((width - all) / 2);
  return Array.from({ length: count }, (_, i) => ({
    x: left + i * (columns * pixel + GAP),
    y: MARGIN + head,
    pixel,
  }));
}

/** A height for pictures of a layout: what suits beats, or for images a square of that width, at most twice as high. */
export function pictureHeight({ image }: Pick<BeatLayout, 'image'>, width: number, forBeats: number): number {
  return image ? Math.min(Math.round(width), Math.round(1.7 * forBeats)) : forBeats;
}

/** The pixel under a place of a picture, as row and column within the image; null outside of all boxes. */
export function pixelAt(
  boxes: readonly ImageBox[],
  { rows, columns }: ImageLayout,
  x: number,
  y: number,
): { readonly row: number; readonly column: number; readonly box: number } | null {
  for (const [box, { x: left, y: top, pixel }] of boxes.entries()) {
    const [row, column] = [Math.floor((y - top) / pixel), Math.floor((x - left) / pixel)];
    if (row >= 0 && row < rows && column >= 0 && column < columns) return { row, column, box };
  }
  return null;
}
