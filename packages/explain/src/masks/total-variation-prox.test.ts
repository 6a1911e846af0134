import { createRandom } from '@saliogram/core';
import { assert, double, array, property, integer, oneof } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalVariationProx } from './total-variation-prox.ts';

const proxOf = (y: readonly number[], weight: number): number[] => {
  const out = new Float64Array(y.length);
  totalVariationProx(y, weight, out);
  return [...out];
};

const cost = (u: readonly number[], y: readonly number[], weight: number): number =>
  u.reduce((sum, v, t) => sum + (v - y[t]) ** 2 / 2 + (t === 0 ? 0 : weight * Math.abs(v - u[t - 1])), 0);

describe('proximal point of the total variation', () => {
  it('pulls two values together by the weight, to their mean at most (by hand)', () => {
    expect(proxOf([0, 10], 2)).toEqual([2, 8]);
    expect(proxOf([10, 0], 2)).toEqual([8, 2]);
    expect(proxOf([0, 10], 7)).toEqual([5, 5]);
    expect(proxOf([0, 6, 0], 1)).toEqual([1, 4, 1]);
    expect(proxOf([3], 5)).toEqual([3]);
    expect(proxOf([1, -2, 4], 0)).toEqual([1, -2, 4]);
  });

  it('meets the conditions of optimality: summed residuals within the weight, and at it where u jumps', () => {
    const values = oneof(double({ min: -5, max: 5, noNaN: true }), integer({ min: -2, max: 2 }));
    const check = (y: readonly number[], weight: number): void => {
      const u = proxOf(y, weight);
      let dual = 0;
      for (let t = 0; t < y.length; t++) {
        dual += y[t] - u[t];
        if (t === y.length - 1) expect(dual).toBeCloseTo(0, 9);
        else if (u[t] === u[t + 1]) expect(Math.abs(dual)).toBeLessThan(weight + 1e-9);
        else if (Math.abs(u[t] - u[t + 1]) > 1e-9) {
          expect(dual).toBeCloseTo(weight * Math.sign(u[t] - u[t + 1]), 9);
        }
      }
    };
    const weights = double({ min: 0.01, max: 3, noNaN: true });
    assert(property(array(values, { minLength: 1, maxLength: 40 }), weights, check), {
      seed: 1,
      numRuns: 500,
    });
  });

  it('is below every point of a fine grid (brute force over three values)', () => {
    const random = createRandom(3);
    for (let trial = 0; trial < 8; trial++) {
      const y = [random.normal(), random.normal(), random.normal()];
      const weight = random.uniform();
      let least = Infinity;
      for (let a = -3; a <= 3; a += 0.2) {
        for (let b = -3; b <= 3; b += 0.2) {
          for (let c = -3; c <= 3; c += 0.2) least = Math.min(least, cost([a, b, c], y, weight));
        }
      }
      const reached = cost(proxOf(y, weight), y, weight);
      expect(reached).toBeLessThanOrEqual(least);
      expect(reached).toBeGreaterThan(least - 0.1);
    }
  });
});
