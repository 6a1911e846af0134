import { SaliogramError } from '@saliogram/core';
import { withResolution } from '../../lib/export/png-resolution.ts';

/** Beyond this, browsers give an empty canvas. */
const MOST_PIXELS = 16_384;

/** What is drawn, and how fine. */
export interface PngRequest {
  /** In the unit of the drawing. */
  readonly width: number;
  readonly height: number;
  /** Millimetres of that unit on paper. */
  readonly mmPerPx: number;
  readonly dotsPerInch: number;
  /** Draws with `ratio` pixels to the unit. */
  readonly draw: (context: CanvasRenderingContext2D, ratio: number) => void;
}

/**
 * A picture as PNG that prints in its true size.
 *
 * @throws `argument-invalid` for a picture that is too large for a canvas
 */
export async function picturePng({
  width,
  height,
  mmPerPx,
  dotsPerInch,
  draw,
}: PngRequest): Promise<Uint8Array<ArrayBuffer>> {
  const ratio = (dotsPerInch / 25.4) * mmPerPx;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * ratio);
  canvas.height = Math.ceil(height * ratio);
  const context = canvas.getContext('2d');
  if (!context || Math.max(canvas.width, canvas.height) > MOST_PIXELS) {
    throw new SaliogramError(
      'argument-invalid',
      `PNG: the picture has ${canvas.width} x ${canvas.height} pixels at ${dotsPerInch} dots per inch, expected at most ${MOST_PIXELS} either way; save it as SVG, or show less of it`,
      { details: { width: canvas.width, height: canvas.height } },
    );
  }
  draw(context, ratio);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) {
    throw new SaliogramError(
      'host-unsupported',
      `PNG: this browser made no picture of ${canvas.width} x ${canvas.height} pixels; save it as SVG`,
    );
  }
  return withResolution(new Uint8Array(await blob.arrayBuffer()), dotsPerInch);
}
