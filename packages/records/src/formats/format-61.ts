import { wholeBytes } from './whole-bytes.ts';

/** Format 61: two's complement, 16 bits, most significant byte first. */
export const format61 = wholeBytes(
  61,
  2,
  (bytes, samples) => {
    for (let i = 0, at = 0; i < samples.length; i++, at += 2) {
      samples[i] = (((bytes[at] << 8) | bytes[at + 1]) << 16) >> 16;
    }
  },
  (samples, bytes) => {
    for (let i = 0, at = 0; i < samples.length; i++, at += 2) {
      bytes[at] = samples[i] >> 8;
      bytes[at + 1] = samples[i];
    }
  },
);
