import type { DisplayItem, Style } from '../display-list.ts';
import type { Block } from '../probe.ts';
import type { ImageLayout } from './beat-layout.ts';
import type { ImageBox } from './image-frame.ts';

/** Levels that are told apart; equal neighbours in a line become one rectangle. */
const LEVELS = 32;
/** Pixels above this, of the range 0 to 1, are the stroke whose outline lies over heat. */
export const STROKE_ABOVE = 0.5;

/** Pixels as rectangles, one for each run of an equal key in a line; nothing for null. */
export function pixelItems<K extends string | number>(
  image: ImageLayout,
  { x, y, pixel }: ImageBox,
  keyOf: (step: number) => K | null,
  styleOf: (key: K) => Style,
): DisplayItem[] {
  const items: DisplayItem[] = [];
  for (let row = 0; row < image.rows; row++) {
    for (let from = 0; from < image.columns;) {
      const key = keyOf(row * image.columns + from);
      let to = from + 1;
      while (to < image.columns && keyOf(row * image.columns + to) === key) to++;
      if (key !== null) {
        const place = {
          x: x + from * pixel,
          y: y + row * pixel,
          width: (to - from) * pixel,
          height: pixel,
        };
        items.push({ kind: 'rectangle', ...place, style: styleOf(key) });
      }
      from = to;
    }
  }
  return items;
}

/** Heat in [0, 1] of each pixel, [T]. */
export function heatItems(
  image: ImageLayout,
  box: ImageBox,
  heat: ArrayLike<number>,
  styleOf: (heat: number) => Style = (level) => ({ fill: { heat: level } }),
): DisplayItem[] {
  const keyOf = (step: number): number | null =>
    Math.round(Math.min(1, Math.max(0, heat[step])) * LEVELS) || null;
  return pixelItems(image, box, keyOf, (level) => styleOf(level / LEVELS));
}

/** Pixels as ink on paper, [T]: the highest value of the domain in full, 0 not at all; what is below 0 in another ink. */
export function inkItems(
  image: ImageLayout,
  box: ImageBox,
  values: ArrayLike<number>,
  [low, high]: readonly [number, number] = [0, 1],
): DisplayItem[] {
  const largest = Math.max(high, -low, 1e-9);
  const keyOf = (step: number): number | null => Math.round((values[step] / largest) * LEVELS) || null;
  return pixelItems(image, box, keyOf, (level) => ({
    fill: level < 0 ? 'accent' : 'trace',
    opacity: Math.min(1, Math.abs(level) / LEVELS),
  }));
}

/** The outline of the strokes, [T], edged with paper so that it stands on every heat. */
export function outlineItems(image: ImageLayout, box: ImageBox, values: ArrayLike<number>): DisplayItem[] {
  const { rows, columns } = image;
  const { x, y, pixel } = box;
  const isInk = (row: number, column: number): boolean =>
    row >= 0 &&
    column >= 0 &&
    row < rows &&
    column < columns &&
    values[row * columns + column] > STROKE_ABOVE;
  const points: number[] = [];
  const edge = (fromX: number, fromY: number, toX: number, toY: number): void => {
    points.push(x + fromX * pixel, y + fromY * pixel, x + toX * pixel, y + toY * pixel, NaN, NaN);
  };
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      if (isInk(row, column) !== isInk(row - 1, column)) edge(column, row, column + 1, row);
      if (isInk(row, column) !== isInk(row, column - 1)) edge(column, row, column, row + 1);
    }
  }
  const width = Math.max(1, Math.min(2, pixel / 5));
  return [
    { kind: 'line', points, style: { stroke: 'paper', width: 2.2 * width, opacity: 0.7 } },
    { kind: 'line', points, style: { stroke: 'trace', width } },
  ];
}

/** The ground of an image, or its frame. */
export function boxItem(image: ImageLayout, { x, y, pixel }: ImageBox, style: Style): DisplayItem {
  return {
    kind: 'rectangle',
    x,
    y,
    width: image.columns * pixel,
    height: image.rows * pixel,
    style,
  };
}

/** A block that the reader has hidden: hatched, so that it is told from heat without colour. */
export function hiddenItems({ x, y, pixel }: ImageBox, block: Block): DisplayItem[] {
  const place = {
    x: x + block.column * pixel,
    y: y + block.row * pixel,
    width: block.columns * pixel,
    height: block.rows * pixel,
  };
  const lines: DisplayItem[] = [];
  for (let at = place.x - place.height; at < place.x + place.width; at += 8) {
    lines.push({
      kind: 'line',
      points: [at, place.y + place.height, at + place.height, place.y],
      style: { stroke: 'mark', width: 0.75, opacity: 0.7 },
    });
  }
  return [
    { kind: 'clip', ...place, items: lines },
    { kind: 'rectangle', ...place, style: { stroke: 'mark', width: 1 } },
  ];
}

/** Words above an image. */
export function headItem(image: ImageLayout, { x, y, pixel }: ImageBox, text: string): DisplayItem {
  return {
    kind: 'text',
    x: x + (image.columns * pixel) / 2,
    y: y - 6,
    text,
    size: 12,
    align: 'middle',
    ink: 'text-weak',
  };
}
