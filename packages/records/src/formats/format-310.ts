import { threeInFour } from './three-in-four.ts';

/**
 * Format 310: the first two samples in bits 1 to 10 of the two halves of a word; the third in the upper 5 bits of both,
 * those of the first half being its low ones.
 */
export const format310 = threeInFour(
  310,
  [0, 2, 4],
  (word, place) =>
    place === 0 ? word >>> 1 : place === 1 ? word >>> 17 : ((word >>> 11) & 0x1f) | ((word >>> 22) & 0x3e0),
  (a, b, c) => (a << 1) | ((c & 0x1f) << 11) | (b << 17) | ((c & 0x3e0) << 22),
);
