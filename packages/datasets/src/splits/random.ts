import { SaliogramError, createRandom } from '@saliogram/core';
import type { Ratio, Split } from './split.ts';

/**
 * The paper's split (section II): sequences drawn at random without regard to patient, train:test:validation = 50:40:10.
 *
 * Beats of one patient fall on every side, so figures on this split do not say how a model does on a new patient.
 *
 * @param count N, the number of sequences
 * @param ratio any non-negative numbers with a positive sum; sizes are rounded, the validation part takes the rest
 * @throws `argument-invalid` for a ratio that is negative or sums to nothing
 */
export function splitRandom(count: number, seed: number, ratio: Ratio = [50, 40, 10]): Split {
  const sum = ratio[0] + ratio[1] + ratio[2];
  if (!(sum > 0 && Number.isFinite(sum)) || ratio.some((share) => share < 0)) {
    throw new SaliogramError(
      'argument-invalid',
      `split ratio: got ${ratio.join(':')}, expected three non-negative numbers train:test:validation with a positive sum`,
      { details: { ratio } },
    );
  }
  const order = createRandom(seed).shuffle(Uint32Array.from({ length: count }, (_, i) => i));
  const trainEnd = Math.round((count * ratio[0]) / sum);
  const testEnd = Math.round((count * (ratio[0] + ratio[1])) / sum);
  return {
    name: 'random',
    seed,
    train: order.slice(0, trainEnd).sort(),
    test: order.slice(trainEnd, testEnd).sort(),
    validation: order.slice(testEnd).sort(),
  };
}
