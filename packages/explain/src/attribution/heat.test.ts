import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heatOf, salientSequences } from './heat.ts';
import type { HeatScaling } from './heat.ts';

const source = (values: number[], batch: number, scaling: HeatScaling, floor = 0) => ({
  shape: { batch, steps: values.length / batch, channels: 1 },
  values: Float32Array.from(values),
  heat: { scaling, floor },
});

describe('heat', () => {
  it('scales each sequence by itself (by hand)', () => {
    expect([...heatOf(source([-1, 1, 3, 10, 10, 20], 2, 'min-max'))]).toEqual([0, 0.5, 1, 0, 0, 1]);
    expect([...heatOf(source([-1, 1, 4], 1, 'zero-max'))]).toEqual([0, 0.25, 1]);
    expect([...heatOf(source([-4, 1, 2], 1, 'magnitude'))]).toEqual([1, 0.25, 0.5]);
  });

  it('says nothing salient where values only differ by dust, are constant, never positive, or not numbers', () => {
    const values = [0, 0.009, 0, 0.02, 5, 5, -3, -1, NaN, NaN];
    const map = source(values, 5, 'min-max', 0.01);
    expect([...salientSequences(map)]).toEqual([0, 1, 0, 0, 0]);
    expect([...heatOf(map)]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    expect([...heatOf(map, { floor: 0.001 })].slice(0, 2)).toEqual([0, 1]);
  });

  it('stays in [0, 1], keeps the order of the values, and reaches 1 exactly where something is salient', () => {
    const scalings = fc.constantFrom<HeatScaling>('min-max', 'zero-max', 'magnitude');
    const numbers = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
      minLength: 2,
      maxLength: 20,
    });
    fc.assert(
      fc.property(numbers, scalings, (values, scaling) => {
        const map = source(values, 1, scaling, 1e-6);
        const heat = heatOf(map);
        expect(heat.every((h) => h >= 0 && h <= 1)).toBe(true);
        expect(Math.max(...heat)).toBe(salientSequences(map)[0]);
        if (scaling === 'magnitude') return;
        for (let i = 1; i < values.length; i++) {
          if (values[i] >= values[i - 1]) expect(heat[i]).toBeGreaterThanOrEqual(heat[i - 1]);
        }
      }),
      { seed: 1 },
    );
  });
});
