import { wholeBytes } from './whole-bytes.ts';

/** Format 16: two's complement, 16 bits, least significant byte first. */
export const format16 = wholeBytes(
  16,
  2,
  (bytes, samples) => {
    for (let i = 0, at = 0; i < samples.length; i++, at += 2) {
      samples[i] = ((bytes[at] | (bytes[at + 1] << 8)) << 16) >> 16;
    }
  },
  (samples, bytes) => {
    for (let i = 0, at = 0; i < samples.length; i++, at += 2) {
      bytes[at] = samples[i];
      bytes[at + 1] = samples[i] >> 8;
    }
  },
);
