import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonTimeGrid, heatByChannel, heatOverTime, timesOf } from './heat-over-time.ts';
import type { HeatScaling } from './heat.ts';

const map = (values: readonly number[], batch: number, channels = 1, scaling: HeatScaling = 'min-max') => ({
  shape: { batch, steps: values.length / batch / channels, channels },
  values: Float32Array.from(values),
  heat: { scaling, floor: 0 },
});

describe('commonTimeGrid', () => {
  it('is the steps of one window by itself', () => {
    const grid = commonTimeGrid([{ samplingFrequency: 500, originStep: 2, steps: 5 }]);
    expect([...timesOf(grid)]).toEqual([-4, -2, 0, 2, 4]);
  });

  it('is what windows of other rates and lengths share, at the pace of the slowest (by hand)', () => {
    // -200 .. 398 ms at 360 Hz, and -250 .. 240 ms at 100 Hz: from -200 to 240 ms every 10.
    const grid = commonTimeGrid([
      { samplingFrequency: 360, originStep: 72, steps: 216 },
      { samplingFrequency: 100, originStep: 25, steps: 50 },
    ]);
    expect(grid.points).toBe(45);
    expect([grid.fromMs, grid.stepMs]).toEqual([-200, 10]);
  });

  it('refuses windows without a common stretch', () => {
    const early = { samplingFrequency: 100, originStep: 30, steps: 20 };
    const late = { samplingFrequency: 100, originStep: 0, steps: 20 };
    expect(() => commonTimeGrid([early, late])).toThrow('share 0 points');
  });
});

describe('heatOverTime', () => {
  const ten = { samplingFrequency: 100, originStep: 1, steps: 4 };

  it('is the share of heat of each step, channels summed, no effect at 0 (by hand)', () => {
    const grid = commonTimeGrid([ten]);
    const two = map([1, 0, 0, 2, 0, 0, -9, 1], 1, 2);
    expect([...heatOverTime(two, ten, grid)]).toEqual([0.25, 0.5, 0, 0.25]);
    const signed = map([1, -2, 0, 1], 1, 1, 'magnitude');
    expect([...heatOverTime(signed, ten, grid)]).toEqual([0.25, 0.5, 0, 0.25]);
  });

  it('says nothing where nothing is salient in the grid', () => {
    expect([...heatOverTime(map([-1, -1, -1, -1, 0, 0, 1, 0], 2), ten, commonTimeGrid([ten]))]).toEqual([
      0, 0, 0, 0, 0, 0, 1, 0,
    ]);
    const inner = { fromMs: 0, stepMs: 10, points: 2 };
    expect([...heatOverTime(map([1, 0, 0, 1], 1), ten, inner)]).toEqual([0, 0]);
  });

  it('adds up to 1, and to the same whatever the rate it was sampled at', () => {
    const coarse = { samplingFrequency: 100, originStep: 1, steps: 4 };
    const fine = { samplingFrequency: 300, originStep: 4, steps: 12 };
    const grid = commonTimeGrid([coarse]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }), (values) => {
        fc.pre(values.some((value) => value > 0));
        const slow = heatOverTime(map(values, 1), coarse, grid);
        // Each step three times: the middle one of step 1 is the origin.
        const fast = heatOverTime(
          map(
            values.flatMap((v) => [v, v, v]),
            1,
          ),
          fine,
          grid,
        );
        expect(slow.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
        slow.forEach((share, i) => expect(fast[i]).toBeCloseTo(share, 6));
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe('heatByChannel', () => {
  it('is the share of each channel, nothing where nothing is salient (by hand)', () => {
    expect([...heatByChannel(map([1, 2, 0, 1, 0, 0, -3, 0], 1, 2))]).toEqual([0.25, 0.75]);
    expect([...heatByChannel(map([-1, 0, -1, 0], 1, 2))]).toEqual([NaN, NaN]);
  });
});
