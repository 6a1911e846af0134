import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { aupAur } from './aup-aur.ts';
import { maskEntropy } from './mask-entropy.ts';
import { maskInformation } from './mask-information.ts';
import { minMaxPerSequence } from './min-max-per-sequence.ts';

describe('measures over the threshold', () => {
  it('agree with scikit-learn where values tie', () => {
    // scikit-learn 1.9.1: auc(thresholds, precision[:-1]) and auc(thresholds, recall[:-1]).
    const values = [0.9, 0.1, 0.4, 0.4, 0.7, 0.4, 0, 0.2, 1, 0.2, 0, 0.7];
    const truth = [1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0];
    const { aup, aur } = aupAur(values, truth);
    expect(aup).toBeCloseTo(0.5953571428571428, 12);
    expect(aur).toBeCloseTo(0.62, 12);
  });

  it('are 1 for a perfect map only when it is binary, and high for a random one', () => {
    const truth = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    // P falls from 1 to 0.2 and R is 1 over the whole of [0, 1], so that by trapezoids the precision is 0.6 of it.
    expect(aupAur(truth, truth)).toEqual({ aup: 0.6, aur: 1 });
    // The true cells are at 1 and 0.1: between them R is 0.75 on average, below 0.1 it is 1.
    const { aup, aur } = aupAur([1, 0.1, 0, 0, 0, 0, 0, 0, 0, 0], truth);
    expect(aup).toBeCloseTo(0.9 + 0.1 * 0.6, 12);
    expect(aur).toBeCloseTo(0.9 * 0.75 + 0.1, 12);
    expect(aupAur(truth, truth, { stopAtFullRecall: true })).toEqual({ aup: 0, aur: 0 });
    const random = createRandom(5);
    const many = Float64Array.from({ length: 20_000 }, () => random.uniform());
    const chance = aupAur(
      many,
      many.map(() => (random.uniform() < 0.1 ? 1 : 0)),
    );
    expect(chance.aur).toBeCloseTo(0.5, 1);
    expect(aupAur([0, 1], [0, 0])).toEqual({ aup: NaN, aur: NaN });
  });

  it('are sums of bits over the true cells (by hand)', () => {
    const truth = [1, 0, 1, 0];
    expect(maskInformation([0.5, 0.9, 0.75, 1], truth)).toBeCloseTo(1 + 2, 3);
    expect(maskInformation([1, 0, 0, 0], truth)).toBeCloseTo(16.6096, 3);
    expect(maskEntropy([0.5, 0.9, 0.25, 0.3], truth)).toBeCloseTo(1 + 0.811278, 3);
    expect(maskEntropy([1, 0, 0, 1], truth)).toBeCloseTo(0, 3);
    expect(() => maskEntropy([1], truth)).toThrow('mask entropy: got 1 values and 4 truths');
    expect(() => maskInformation([1], truth)).toThrow('mask information: got 1 values and 4 truths');
  });

  it('are of values scaled within each sequence', () => {
    expect([...minMaxPerSequence([1, 2, 3, 7, 7, 7], 2)]).toEqual([0, 0.5, 1, 0, 0, 0]);
    expect([...minMaxPerSequence([-1, 3], 1, 4)]).toEqual([0, 0.5]);
  });
});
