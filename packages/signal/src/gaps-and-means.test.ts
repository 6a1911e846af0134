import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillGaps } from './fill-gaps.ts';
import { movingMean } from './moving-mean.ts';

describe('fillGaps', () => {
  it('bridges with straight lines and holds the ends', () => {
    const signal = Float32Array.of(NaN, NaN, 1, NaN, Infinity, NaN, 5, NaN);
    expect([...fillGaps(signal)]).toEqual([1, 1, 1, 2, 3, 4, 5, 5]);
    expect([...fillGaps(new Float32Array(3).fill(NaN))]).toEqual([0, 0, 0]);
    expect(signal[0]).toBeNaN();
  });
});

describe('movingMean', () => {
  it('is the mean of the samples there are around each', () => {
    const values = fc.array(fc.integer({ min: -100, max: 100 }), { maxLength: 30 });
    fc.assert(
      fc.property(values, fc.nat(12), (list, half) => {
        const means = movingMean(Float32Array.from(list), 2 * half + 1);
        list.forEach((_, i) => {
          const around = list.slice(Math.max(0, i - half), i + half + 1);
          expect(means[i]).toBeCloseTo(around.reduce((a, b) => a + b, 0) / around.length, 4);
        });
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
