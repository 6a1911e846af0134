import { checkTruth } from './check-truth.ts';

/** What keeps the logarithms of Dynamask finite. */
export const MASK_EPSILON = 1e-5;

/**
 * Mask information over the true cells, I = sum over true cells of |log2(1 - m + 1e-5)|, in bits.
 *
 * A sum: it grows with the number of true cells, and a single m = 1 counts 16.6 bits; no measure of order. Here to compare
 * with the literature, which sums over all test series. Source: Crabbe and van der Schaar 2021 (Dynamask).
 *
 * @param values m, scaled to [0, 1] within each sequence ({@link minMaxPerSequence})
 * @param truth as many; true where not 0
 * @throws `argument-invalid` when the two differ in length or a value is NaN
 */
export function maskInformation(values: ArrayLike<number>, truth: ArrayLike<number>): number {
  checkTruth('mask information', values, truth);
  let bits = 0;
  for (let i = 0; i < values.length; i++) {
    if (truth[i] !== 0) bits += Math.abs(Math.log2(1 - values[i] + MASK_EPSILON));
  }
  return bits;
}
