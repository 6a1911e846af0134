import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankCorrelation } from './rank-correlation.ts';

describe('rankCorrelation', () => {
  it('is 1 - 6 sum d^2 / (n (n^2 - 1)) without ties (closed form)', () => {
    const numbers = fc.uniqueArray(fc.integer(), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(numbers, fc.nat(), (values, shift) => {
        const n = values.length;
        const other = values.map((_, i) => values[(i * 7 + shift) % n]);
        fc.pre(new Set(other).size === n);
        const rank = (list: number[], x: number): number => list.filter((y) => y < x).length;
        const d2 = values.reduce((sum, x, i) => sum + (rank(values, x) - rank(other, other[i])) ** 2, 0);
        expect(rankCorrelation(values, other)).toBeCloseTo(1 - (6 * d2) / (n * (n * n - 1)), 12);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('gives equal values the mean of their ranks (by hand)', () => {
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5).
    expect(rankCorrelation([10, 20, 20, 30], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 12);
  });

  it('sees the order alone', () => {
    expect(rankCorrelation([1, 2, 3, 4], [1, 10, 100, 1000])).toBeCloseTo(1, 12);
    expect(rankCorrelation([1, 2, 3, 4], [-1, -10, -100, -1000])).toBeCloseTo(-1, 12);
  });

  it('is undefined for a constant, and refuses lists of different lengths', () => {
    expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNaN();
    expect(() => rankCorrelation([1, 2], [1])).toThrow('got 2 and 1 values');
  });
});
