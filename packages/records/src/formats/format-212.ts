import type { PackedFormat } from './signal-format.ts';

/**
 * Format 212: two samples of 12 bits, two's complement, in three bytes.
 *
 * First byte: low 8 bits of the first sample. Second byte: high 4 bits of the first in its low half, of the second in
 * its high half. Third byte: low 8 bits of the second. A file of an odd number of samples ends after two bytes.
 */
export const format212: PackedFormat = {
  kind: 'packed',
  code: 212,
  bits: 12,
  groupSamples: 2,
  groupBytes: 3,
  invalidSample: -2048,
  byteLength: (samples) => 3 * Math.floor(samples / 2) + 2 * (samples % 2),
  decode(bytes, samples, skip) {
    let at = 0;
    let i = 0;
    if (skip === 1 && samples.length > 0) {
      samples[i++] = second(bytes, at);
      at += 3;
    }
    for (; i + 1 < samples.length; i += 2, at += 3) {
      samples[i] = first(bytes, at);
      samples[i + 1] = second(bytes, at);
    }
    if (i < samples.length) samples[i] = first(bytes, at);
  },
  decodeTurns(bytes, one, two) {
    for (let i = 0, at = 0; i < one.length; i++, at += 3) {
      const middle = bytes[at + 1];
      one[i] = ((bytes[at] | (middle << 8)) << 20) >> 20;
      two[i] = ((bytes[at + 2] | ((middle & 0xf0) << 4)) << 20) >> 20;
    }
  },
  encode(samples) {
    const bytes = new Uint8Array(format212.byteLength(samples.length));
    for (let i = 0, at = 0; i < samples.length; i += 2, at += 3) {
      bytes[at] = samples[i];
      bytes[at + 1] = (samples[i] >> 8) & 0x0f;
      if (i + 1 === samples.length) break;
      bytes[at + 1] |= ((samples[i + 1] >> 8) & 0x0f) << 4;
      bytes[at + 2] = samples[i + 1];
    }
    return bytes;
  },
};

function first(bytes: Uint8Array, at: number): number {
  return ((bytes[at] | (bytes[at + 1] << 8)) << 20) >> 20;
}

function second(bytes: Uint8Array, at: number): number {
  return ((bytes[at + 2] | ((bytes[at + 1] & 0xf0) << 4)) << 20) >> 20;
}
