import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { expandedCoverage, withinStudent } from './expanded-coverage.ts';
import { sequenceIntervals } from './sequence-intervals.ts';

describe('expandedCoverage', () => {
  // Tables of Student's t, two-sided 95 %.
  it.each([
    [1, 12.7062],
    [2, 4.30265],
    [3, 3.18245],
    [9, 2.26216],
    [10, 2.22814],
    [120, 1.97993],
  ])('knows the distribution of %i degrees of freedom', (degrees, t) => {
    expect(withinStudent(t, degrees)).toBeCloseTo(0.95, 6);
  });

  it('asks for more where groups are few, and for hardly more where they are many', () => {
    // 10 groups: sqrt(10 / 9) * 2.26216 = 2.38453, beyond which a normal is 1.7101 % of the time (tables, two-sided).
    expect(expandedCoverage(0.95, 10)).toBeCloseTo(0.9829, 4);
    expect(expandedCoverage(0.95, 2)).toBeGreaterThan(0.9999);
    expect(expandedCoverage(0.95, 10_000)).toBeCloseTo(0.95, 4);
    expect(expandedCoverage(0.95, 1)).toBe(0.95);
  });

  it.each([6, 20])('makes intervals of %i groups miss the truth about as often as they say', (groups) => {
    const random = createRandom(groups);
    const trials = 300;
    let missed = 0;
    for (let seed = 0; seed < trials; seed++) {
      const values = Float64Array.from({ length: groups }, () => random.normal());
      const { low, high } = sequenceIntervals(groups, { draws: 300, seed })(values).byPrevalence;
      if (low > 0 || high < 0) missed++;
    }
    // 5 %, with 3 standard errors of 1.26 %; percentiles alone miss 13 % of the time for 6 groups.
    expect(missed / trials).toBeGreaterThan(0.012);
    expect(missed / trials).toBeLessThan(0.088);
  });
});
