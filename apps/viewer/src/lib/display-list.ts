/** Where a length or a place is given: CSS pixels, y downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Name of a colour of the page's theme, so that one list serves light, dark and print. */
export type Ink =
  | 'paper'
  | 'grid-fine'
  | 'grid-coarse'
  | 'trace'
  | 'text'
  | 'text-weak'
  | 'accent'
  | 'warning'
  | 'mark'
  | 'none';

/** An ink of the theme, a level of heat in [0, 1], or a fixed colour. */
export type Paint = Ink | { readonly heat: number } | { readonly colour: string };

/** How a line or an area is drawn. */
export interface Style {
  readonly stroke?: Paint;
  readonly fill?: Paint;
  readonly width?: number;
  readonly dash?: readonly number[];
  readonly opacity?: number;
}

/** One thing to draw. Polylines are x, y, x, y, ...; NaN lifts the pen. */
export type DisplayItem =
  | { readonly kind: 'line'; readonly points: Float32Array | readonly number[]; readonly style: Style }
  | {
      readonly kind: 'rectangle';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly style: Style;
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly align?: 'start' | 'middle' | 'end';
      readonly bold?: boolean;
      readonly ink: Ink;
    }
  | {
      readonly kind: 'clip';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly items: readonly DisplayItem[];
    };

/** What a picture is made of, from back to front; drawn on a canvas, written as SVG and put into a PDF alike. */
export interface DisplayList {
  readonly width: number;
  readonly height: number;
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
  readonly items: readonly DisplayItem[];
}
