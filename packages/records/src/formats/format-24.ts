import { wholeBytes } from './whole-bytes.ts';

/** Format 24: two's complement, 24 bits, least significant byte first. */
export const format24 = wholeBytes(
  24,
  3,
  (bytes, samples) => {
    for (let i = 0, at = 0; i < samples.length; i++, at += 3) {
      samples[i] = ((bytes[at] << 8) | (bytes[at + 1] << 16) | (bytes[at + 2] << 24)) >> 8;
    }
  },
  (samples, bytes) => {
    for (let i = 0, at = 0; i < samples.length; i++, at += 3) {
      bytes[at] = samples[i];
      bytes[at + 1] = samples[i] >> 8;
      bytes[at + 2] = samples[i] >> 16;
    }
  },
);
