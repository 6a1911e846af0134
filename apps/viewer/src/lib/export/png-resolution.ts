import { SaliogramError } from '@saliogram/core';
import { crc32 } from '../crc-32.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The signature and the header chunk, which must be the first. */
const HEAD_BYTES = 8 + 25;

/**
 * A PNG that says at which resolution it is to be printed, by a `pHYs` chunk behind its header (PNG specification,
 * 11.3.5.3).
 *
 * @throws `file-corrupt` for bytes that are no PNG
 */
export function withResolution(png: Uint8Array, dotsPerInch: number): Uint8Array<ArrayBuffer> {
  if (png.length < HEAD_BYTES || SIGNATURE.some((byte, i) => png[i] !== byte)) {
    throw new SaliogramError('file-corrupt', 'the picture of the browser: expected a PNG; try again');
  }
  const perMetre = Math.round(dotsPerInch / 0.0254);
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set([0x70, 0x48, 0x59, 0x73], 4); // pHYs
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  chunk[16] = 1; // the unit is the metre
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, HEAD_BYTES));
  whole.set(chunk, HEAD_BYTES);
  whole.set(png.subarray(HEAD_BYTES), HEAD_BYTES + chunk.length);
  return whole;
}
