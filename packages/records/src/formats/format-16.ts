import type { SignalFormat } from './signal-format.ts';

/** Format 16: two's complement, 16 bits, least significant byte first. */
export const format16: SignalFormat = {
  code: 16,
  groupSamples: 1,
  groupBytes: 2,
  invalidSample: -32768,
  byteLength: (samples) => 2 * samples,
  decode(bytes, samples, skip) {
    let at = 2 * skip;
    for (let i = 0; i < samples.length; i++, at += 2) {
      samples[i] = ((bytes[at] | (bytes[at + 1] << 8)) << 16) >> 16;
    }
  },
  encode(samples) {
    const bytes = new Uint8Array(2 * samples.length);
    for (let i = 0; i < samples.length; i++) {
      bytes[2 * i] = samples[i];
      bytes[2 * i + 1] = samples[i] >> 8;
    }
    return bytes;
  },
};
