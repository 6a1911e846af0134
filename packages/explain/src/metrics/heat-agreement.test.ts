import { describe, expect, it } from 'vitest';
import { centreOfHeat, heatAgreement, topOverlap } from './heat-agreement.ts';

describe('topOverlap', () => {
  const ramp = Array.from({ length: 20 }, (_, i) => i);

  it('counts the steps that both have among their greatest (by hand)', () => {
    expect(topOverlap(ramp, ramp, 0.1)).toBe(1);
    expect(topOverlap(ramp, ramp.toReversed(), 0.1)).toBe(0);
    // The greatest of the second are 18 and 5; 18 is among those of the first.
    const other = ramp.map((_, i) => (i === 18 ? 9 : i === 5 ? 8 : 0));
    expect(topOverlap(ramp, other, 0.1)).toBe(0.5);
  });

  it('gives ties for the last places their part, so that maps of nothing do not agree by their order', () => {
    // One step is the hottest of both; nineteen tie for the second place, by lot 1 / 19 of the time the same.
    const spike = ramp.map((i) => (i === 3 ? 1 : 0));
    expect(topOverlap(spike, spike, 0.1)).toBeCloseTo((1 + 1 / 19) / 2, 12);
    expect(
      topOverlap(
        spike,
        ramp.map(() => 1),
        0.1,
      ),
    ).toBeNaN();
  });
});

describe('heatAgreement', () => {
  it('is 1 in every measure for a map and itself at another scale', () => {
    const heat = [0.1, 0.5, 3, 2, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8];
    const all = heatAgreement(
      heat,
      heat.map((h) => 2 * h),
    );
    expect(all.rankCorrelation).toBeCloseTo(1, 12);
    expect(all.topOverlap).toBe(1);
    expect(all.cosine).toBeCloseTo(1, 12);
  });

  it('is the cosine of the angle between the maps (by hand)', () => {
    expect(heatAgreement([3, 4, 0], [0, 4, 3]).cosine).toBeCloseTo(16 / 25, 12);
    expect(heatAgreement([0, 0, 0], [0, 4, 3])).toEqual({
      rankCorrelation: NaN,
      topOverlap: NaN,
      cosine: NaN,
    });
  });
});

describe('centreOfHeat', () => {
  it('is the mean time of the heat (by hand)', () => {
    expect(centreOfHeat([1, 0, 3], [-10, 0, 10])).toBe(5);
    expect(centreOfHeat([0, 0, 0], [-10, 0, 10])).toBeNaN();
  });
});
