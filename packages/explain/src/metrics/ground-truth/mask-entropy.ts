import { checkTruth } from './check-truth.ts';
import { MASK_EPSILON } from './mask-information.ts';

/**
 * Mask entropy over the true cells, S = sum over true cells of m |log2(m + 1e-5)| + (1 - m) |log2(1 - m + 1e-5)|, in
 * bits; 0 for a binary map, also for a wrong one.
 *
 * A sum: it grows with the number of true cells; no measure of order. Here to compare with the literature.
 * Source: Crabbe and van der Schaar 2021 (Dynamask).
 *
 * @param values m, scaled to [0, 1] within each sequence ({@link minMaxPerSequence})
 * @param truth as many; true where not 0
 * @throws `argument-invalid` when the two differ in length or a value is NaN
 */
export function maskEntropy(values: ArrayLike<number>, truth: ArrayLike<number>): number {
  checkTruth('mask entropy', values, truth);
  const part = (m: number): number => m * Math.abs(Math.log2(m + MASK_EPSILON));
  let bits = 0;
  for (let i = 0; i < values.length; i++) {
    if (truth[i] !== 0) bits += part(values[i]) + part(1 - values[i]);
  }
  return bits;
}
