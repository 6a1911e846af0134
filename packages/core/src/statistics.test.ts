import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import { bootstrapMean, mean, median, quantile, standardDeviation } from './statistics.ts';

describe('statistics', () => {
  it('gives mean, spread and quantiles computed by hand', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBe(2);
    expect(median([3, 1, 2])).toBe(2);
    expect(quantile([10, 20, 30, 40], 0.25)).toBe(17.5);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('keeps quantiles between the extremes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }),
        fc.double({ noNaN: true, min: 0, max: 1 }),
        (values, probability) => {
          const q = quantile(values, probability);
          expect(q).toBeGreaterThanOrEqual(Math.min(...values));
          expect(q).toBeLessThanOrEqual(Math.max(...values));
        },
      ),
      { seed: 1 },
    );
  });
});

describe('bootstrapMean', () => {
  it('estimates the mean over members, not over groups', () => {
    // Groups {1, 1, 1} and {5}: the mean over members is 8 / 4.
    expect(bootstrapMean([3, 5], [3, 1], createRandom(1)).estimate).toBe(2);
  });

  it('covers the true mean of independent groups about as often as it says', () => {
    const random = createRandom(11);
    let covered = 0;
    const trials = 300;
    for (let trial = 0; trial < trials; trial++) {
      const values = Array.from({ length: 40 }, () => random.normal());
      const { low, high } = bootstrapMean(
        values,
        values.map(() => 1),
        random,
        400,
      );
      if (low <= 0 && 0 <= high) covered++;
    }
    // The percentile bootstrap of 40 values covers a little less than 95 %.
    expect(covered / trials).toBeGreaterThan(0.89);
    expect(covered / trials).toBeLessThan(0.99);
  });

  it('is wider when members of a group agree: groups are drawn whole', () => {
    const random = createRandom(5);
    const groups = Array.from({ length: 10 }, () => random.normal());
    const grouped = bootstrapMean(
      groups.map((g) => 20 * g),
      groups.map(() => 20),
      createRandom(1),
    );
    const pooledSums = groups.flatMap((g) => Array.from({ length: 20 }, () => g));
    const pooled = bootstrapMean(
      pooledSums,
      pooledSums.map(() => 1),
      createRandom(1),
    );
    expect(grouped.high - grouped.low).toBeGreaterThan(3 * (pooled.high - pooled.low));
  });
});
