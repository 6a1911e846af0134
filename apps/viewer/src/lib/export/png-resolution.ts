import { SaliogramError } from '@saliogram/core';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The signature and the header chunk, which must be the first. */
const HEAD_BYTES = 8 + 25;

/**
 * A PNG that says at which resolution it is to be printed, by a `pHYs` chunk behind its header (PNG specification,
 * 11.3.5.3).
 *
 * @throws `file-corrupt` for bytes that are no PNG
 */
export async function withResolution(png: Uint8Array, dotsPerInch: number): Promise<Uint8Array<ArrayBuffer>> {
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
  view.setUint32(17, await crc32(chunk.subarray(4, 17)));
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, HEAD_BYTES));
  whole.set(chunk, HEAD_BYTES);
  whole.set(png.subarray(HEAD_BYTES), HEAD_BYTES + chunk.length);
  return whole;
}

/** The sum of ISO 3309 that chunks of a PNG end with; what the browser packs as gzip carries it before its length. */
async function crc32(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  const buffer = await new Response(packed).arrayBuffer();
  return new DataView(buffer).getUint32(buffer.byteLength - 8, true);
}
