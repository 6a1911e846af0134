import { interpolateRgbBasis } from 'd3-interpolate';
import { interpolateCividis } from 'd3-scale-chromatic';

/** Text and axes. */
export const INK = '#1a1a1a';
/** Secondary text; 7:1 on white. */
export const MUTED = '#555555';
/** Frames and grid lines. */
export const RULE = '#c8c8c8';
/** The signal, dark enough to stand on the strongest heat (5:1). */
export const TRACE = '#101828';

// Okabe and Ito's eight colours, told apart by readers with any common colour blindness, then two more for ten digits.
const CLASS_COLOURS = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#d55e00',
  '#cc79a7',
  '#56b4e9',
  '#f0e442',
  '#000000',
  '#999999',
  '#6a3d9a',
] as const;

/** The colour of class `index`; always shown with a letter or a hatch beside it. */
export function classColour(index: number): string {
  return CLASS_COLOURS[index % CLASS_COLOURS.length];
}

const heatRamps = {
  light: interpolateRgbBasis(['#ffffff', '#feecc4', '#fdc06d', '#f08a24', '#e0650a']),
  dark: interpolateRgbBasis(['#13171c', '#3b2608', '#653a00', '#8f4d00', '#a65600']),
};

/**
 * The colour of heat in [0, 1] under a trace: white to orange with falling lightness, so that it reads in grey and with
 * any colour blindness, and a dark line stands on all of it; on a dark ground, near black to a deep orange under a
 * light line.
 *
 * @param ground default `light`
 */
export function heatColour(heat: number, ground: 'light' | 'dark' = 'light'): string {
  return hex(heatRamps[ground](level(heat)));
}

/** The colour of heat in [0, 1] where nothing is drawn over it: cividis (Nuñez 2018), dark blue to yellow. */
export function imageHeatColour(heat: number): string {
  return hex(interpolateCividis(level(heat)));
}

/** Black or white, whichever reads better on `colour`. */
export function inkOn(colour: string): string {
  return luminance(colour) > 0.22 ? '#000000' : '#ffffff';
}

/** Relative luminance in [0, 1] of a `#rrggbb` colour (WCAG 2). */
export function luminance(colour: string): number {
  const channel = (at: number): number => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

// A hundred levels: finer cannot be seen, and equal neighbours merge into one shape.
function level(heat: number): number {
  return Math.round(Math.min(1, Math.max(0, heat)) * 100) / 100;
}

function hex(rgb: string): string {
  const parts = rgb.match(/\d+/g) ?? [];
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
}
