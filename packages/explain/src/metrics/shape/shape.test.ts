import { describe, expect, it } from 'vitest';
import { complexity } from './complexity.ts';
import { effectiveComplexity } from './effective-complexity.ts';
import { gini } from './gini.ts';
import { segmentsAbove } from './segments-above.ts';
import { totalVariation } from './total-variation.ts';

describe('shape of a map', () => {
  const one = [0, 0, -3, 0];
  const equal = [2, -2, 2, 2];

  it('is sparse and simple where one cell has everything', () => {
    expect(gini(one)).toBeCloseTo(1 - 1 / 4, 12);
    expect(complexity(one)).toBe(0);
    expect(effectiveComplexity(one)).toBe(1);
  });

  it('is neither where all are equal, by magnitude', () => {
    expect(gini(equal)).toBeCloseTo(0, 12);
    expect(complexity(equal)).toBeCloseTo(Math.log(4), 12);
    expect(effectiveComplexity(equal)).toBe(4);
  });

  it('lies between for others (by hand), at any scale, and has no number for nothing', () => {
    // Shares 1/10, 2/10, 3/10, 4/10: 1 - 2 (0.1 * 3.5 + 0.2 * 2.5 + 0.3 * 1.5 + 0.4 * 0.5) / 4.
    expect(gini([3, -1, 4, 2])).toBeCloseTo(0.25, 12);
    expect(gini([30, 10, 40, 20])).toBeCloseTo(0.25, 12);
    expect(complexity([1, -1, 2])).toBeCloseTo(0.5 * Math.log(4) + 0.5 * Math.log(2), 12);
    expect(effectiveComplexity([10, 0.4, -0.6], 0.05)).toBe(2);
    expect(gini([0, 0])).toBeNaN();
    expect(complexity([0, 0])).toBeNaN();
    expect(effectiveComplexity([0, 0])).toBe(0);
  });

  it('varies over time within each channel', () => {
    expect(totalVariation([0, 1, 1, 0.5])).toBe(1.5);
    expect(totalVariation([0, 9, 1, 9, 0, 8], 2)).toBe(3);
    expect(segmentsAbove([1, 0.7, 0.8, 0.9, 0, 1])).toBe(3);
    expect(segmentsAbove([1, 0, 1, 1, 0, 1], 0.5, 2)).toBe(2);
  });
});
