import { wholeBytes } from './whole-bytes.ts';

/** Format 80: offset binary, 8 bits; a byte is 128 above its sample. */
export const format80 = wholeBytes(
  80,
  1,
  (bytes, samples) => {
    for (let i = 0; i < samples.length; i++) samples[i] = bytes[i] - 128;
  },
  (samples, bytes) => {
    for (let i = 0; i < samples.length; i++) bytes[i] = samples[i] + 128;
  },
);
