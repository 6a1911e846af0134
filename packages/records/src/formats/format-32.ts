import { wholeBytes } from './whole-bytes.ts';

/** Format 32: two's complement, 32 bits, least significant byte first. */
export const format32 = wholeBytes(
  32,
  4,
  (bytes, samples) => {
    for (let i = 0, at = 0; i < samples.length; i++, at += 4) {
      samples[i] = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    }
  },
  (samples, bytes) => {
    for (let i = 0, at = 0; i < samples.length; i++, at += 4) {
      bytes[at] = samples[i];
      bytes[at + 1] = samples[i] >> 8;
      bytes[at + 2] = samples[i] >> 16;
      bytes[at + 3] = samples[i] >> 24;
    }
  },
);
