import { heatColour } from '@saliogram/figures';

/** How numbers become colours: from 0 to `largest`, or from `-largest` to `largest`. */
export interface MatrixScale {
  readonly kind: 'from-zero' | 'signed';
  readonly largest: number;
}

/** The colour of values below 0, in [0, 1] of their size: blue, as strong as heat is. */
const BLUE = { light: [0, 88, 158], dark: [70, 150, 230] } as const;
const PAPER = { light: [255, 255, 255], dark: [19, 23, 28] } as const;
const LEVELS = 256;

/** Pixels of numbers, red, green, blue and opacity of each, [n, 4]; NaN is left transparent. */
export function matrixColours(
  values: ArrayLike<number>,
  { kind, largest }: MatrixScale,
  ground: 'light' | 'dark',
): Uint8ClampedArray {
  const above = Array.from({ length: LEVELS }, (_, level) => rgbOf(heatColour(level / (LEVELS - 1), ground)));
  const pixels = new Uint8ClampedArray(4 * values.length);
  for (let i = 0; i < values.length; i++) {
    const share = largest > 0 ? values[i] / largest : 0;
    if (Number.isNaN(share)) continue;
    const size = Math.min(1, Math.abs(share));
    const colour =
      share < 0 && kind === 'signed'
        ? blue(size, ground)
        : above[share > 0 ? Math.round(size * (LEVELS - 1)) : 0];
    pixels.set([...colour, 255], 4 * i);
  }
  return pixels;
}

/** One number as a colour of the same scale, `#rrggbb`. @param share in [-1, 1] */
export function signedColour(share: number, ground: 'light' | 'dark'): string {
  if (share >= 0) return heatColour(Math.min(1, share), ground);
  const parts = blue(Math.min(1, -share), ground);
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function blue(size: number, ground: 'light' | 'dark'): number[] {
  return PAPER[ground].map((paper, c) => Math.round(paper + size * (BLUE[ground][c] - paper)));
}

function rgbOf(colour: string): number[] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
