import type { DisplayItem } from '../display-list.ts';

/** A piece of ECG paper, in CSS pixels. */
export interface GridArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly pxPerMm: number;
  /** Device pixels per CSS pixel, to which lines are snapped (by less than one, never adding up); none for vectors. */
  readonly ratio?: number;
}

/** Paper with lines every 1 mm and stronger ones every 5 mm, both counted from the upper left corner. */
export function gridItems(area: GridArea): DisplayItem[] {
  const { x, y, width, height, ratio } = area;
  const thin = ratio === undefined ? 0.4 : 1 / ratio;
  return [
    { kind: 'rectangle', x, y, width, height, style: { fill: 'paper' } },
    lines(area, (mm) => mm % 5 !== 0, { stroke: 'grid-fine', width: thin }),
    lines(area, (mm) => mm % 5 === 0, { stroke: 'grid-coarse', width: ratio === undefined ? 0.7 : thin }),
  ];
}

function lines(
  { x, y, width, height, pxPerMm, ratio }: GridArea,
  wanted: (mm: number) => boolean,
  style: Extract<DisplayItem, { kind: 'line' }>['style'],
): DisplayItem {
  const snap = (px: number): number => (ratio === undefined ? px : (Math.round(px * ratio) + 0.5) / ratio);
  const points: number[] = [];
  // Half a pixel more, for a last line that rounding has put just outside.
  for (let mm = 0; mm * pxPerMm <= width + 0.5; mm++) {
    const at = snap(x + mm * pxPerMm);
    if (wanted(mm)) points.push(at, y, at, y + height, NaN, NaN);
  }
  for (let mm = 0; mm * pxPerMm <= height + 0.5; mm++) {
    const at = snap(y + mm * pxPerMm);
    if (wanted(mm)) points.push(x, at, x + width, at, NaN, NaN);
  }
  return { kind: 'line', points, style };
}
