import { wholeBytes } from './whole-bytes.ts';

/** Format 160: offset binary, 16 bits, least significant byte first; 32768 above the sample. */
export const format160 = wholeBytes(
  160,
  2,
  (bytes, samples) => {
    for (let i = 0, at = 0; i < samples.length; i++, at += 2) {
      samples[i] = (bytes[at] | (bytes[at + 1] << 8)) - 32768;
    }
  },
  (samples, bytes) => {
    for (let i = 0, at = 0; i < samples.length; i++, at += 2) {
      bytes[at] = samples[i];
      bytes[at + 1] = (samples[i] + 32768) >> 8;
    }
  },
);
