import { lowest, type PackedFormat } from './signal-format.ts';

/** Samples whose bytes are taken at a time. */
const GROUP = 3;

/**
 * A packed format of three samples of 10 bits in the four bytes of a little-endian word.
 *
 * @param tail bytes that hold the first 0, 1 and 2 samples of a group
 * @param sample the sample at `place` of a word, in its low 10 bits
 * @param word the word of three samples
 */
export function threeInFour(
  code: number,
  tail: readonly [number, number, number],
  sample: (word: number, place: number) => number,
  word: (a: number, b: number, c: number) => number,
): PackedFormat {
  const byteLength = (samples: number): number => 4 * Math.floor(samples / GROUP) + tail[samples % GROUP];
  const wordAt = (bytes: Uint8Array, at: number): number =>
    bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
  const signed = (value: number): number => (value << 22) >> 22;
  return {
    kind: 'packed',
    code,
    bits: 10,
    groupSamples: GROUP,
    groupBytes: 4,
    invalidSample: lowest(10),
    byteLength,
    decode(bytes, samples, skip) {
      let [at, place] = [0, skip];
      for (let i = 0; i < samples.length; i++) {
        // A cut group at the end lacks bytes only of samples that are not asked for.
        samples[i] = signed(sample(wordAt(bytes, at), place));
        if (++place === GROUP) [at, place] = [at + 4, 0];
      }
    },
    encode(samples) {
      // Two samples that are left over take a whole word: older readers stumble over three bytes.
      const bytes = new Uint8Array(4 * Math.floor(samples.length / GROUP) + 2 * (samples.length % GROUP));
      for (let i = 0, at = 0; i < samples.length; i += GROUP, at += 4) {
        const value = word(samples[i] & 1023, samples[i + 1] & 1023, samples[i + 2] & 1023);
        for (let k = 0; k < 4 && at + k < bytes.length; k++) bytes[at + k] = value >> (8 * k);
      }
      return bytes;
    },
  };
}
