import { threeInFour } from './three-in-four.ts';

/** Format 311: three samples in the low 30 bits of a word, the first in the lowest; a file may end inside a word. */
export const format311 = threeInFour(
  311,
  [0, 2, 3],
  (word, place) => word >>> (10 * place),
  (a, b, c) => a | (b << 10) | (c << 20),
);
