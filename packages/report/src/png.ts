import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

/** The size of a picture: one of the two, or neither for one pixel per unit. */
export interface PngSize {
  readonly widthPx?: number;
  /** Pixels per CSS pixel of the figure; default 1. */
  readonly scale?: number;
}

const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSans-Oblique.ttf'];

/**
 * A figure as PNG bytes, drawn with the DejaVu fonts of the npm package and no font of the machine, so that the same
 * figure gives the same pixels everywhere.
 *
 * @param svg an SVG document
 */
export function svgToPng(svg: string, size: PngSize = {}): Uint8Array {
  const resvg = new Resvg(svg, {
    fitTo:
      size.widthPx === undefined
        ? { mode: 'zoom', value: size.scale ?? 1 }
        : { mode: 'width', value: size.widthPx },
    background: '#ffffff',
    font: { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: 'DejaVu Sans' },
  });
  return new Uint8Array(resvg.render().asPng());
}

function fontFiles(): string[] {
  const require = createRequire(import.meta.url);
  return FONTS.map((name) => {
    const path = require.resolve(`dejavu-fonts-ttf/ttf/${name}`);
    return path;
  });
}
