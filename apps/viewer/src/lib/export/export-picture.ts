import type { DisplayList } from '../display-list.ts';

/** A picture of the page that can be exported. */
export interface ExportPicture {
  /** Of the file, without its ending. `strip` is the recording, all others stand beside the facts of the beat. */
  readonly name: string;
  readonly title: string;
  readonly list: DisplayList;
  /** Pixels of one millimetre for a picture that is true to scale; without it a report may shrink the picture. */
  readonly pxPerMm?: number;
  /** The x that stays in sight where the paper is narrower than the picture; default its middle. */
  readonly focusX?: number;
  /** What is to be known to read it: speed and gain, filter, unit of the heat. */
  readonly caption?: string;
}

/** An inch has 96 CSS pixels wherever nobody has measured the screen. */
export const CSS_PX_PER_MM = 96 / 25.4;

/** Millimetres of one pixel of a picture on paper. */
export function mmPerPx({ pxPerMm = CSS_PX_PER_MM }: Pick<ExportPicture, 'pxPerMm'>): number {
  return 1 / pxPerMm;
}
