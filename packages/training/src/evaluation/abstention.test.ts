import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abstentionCurve } from './abstention.ts';

describe('abstentionCurve', () => {
  it('is as one counts by hand', () => {
    // By confidence: right, wrong, right, right.
    const curve = abstentionCurve([0.6, 0.9, 0.8, 0.7], [true, true, false, true]);
    expect(curve.points).toEqual([
      { coverage: 0.25, risk: 0, confidence: 0.9 },
      { coverage: 0.5, risk: 1 / 2, confidence: 0.8 },
      { coverage: 0.75, risk: 1 / 3, confidence: 0.7 },
      { coverage: 1, risk: 1 / 4, confidence: 0.6 },
    ]);
    expect(curve.area).toBeCloseTo((0 + 1 / 2 + 1 / 3 + 1 / 4) / 4, 15);
    expect(curve.leastArea).toBe(1 / 4 / 4);
  });

  it('of a confidence that says nothing is flat at the error rate', () => {
    const curve = abstentionCurve([1, 1, 1, 1, 1], [1, 0, 1, 0, 1], 3);
    for (const { risk } of curve.points) expect(risk).toBeCloseTo(2 / 5, 15);
    expect(curve.area).toBeCloseTo(2 / 5, 15);
  });

  it('does not hang on the order of the sequences, nor falls below its least area', () => {
    const one = fc.tuple(fc.nat(5), fc.boolean());
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 50 }), (list) => {
        const curve = (of: typeof list) =>
          abstentionCurve(
            of.map(([confidence]) => confidence),
            of.map(([, correct]) => correct),
          );
        const { area, leastArea, points } = curve(list);
        expect(curve(list.toReversed()).area).toBeCloseTo(area, 12);
        expect(area).toBeGreaterThanOrEqual(leastArea - 1e-12);
        expect(points.at(-1)?.risk).toBeCloseTo(list.filter(([, ok]) => !ok).length / list.length, 12);
        const sorted = list.map(([, ok]): [number, boolean] => [ok ? 1 : 0, ok]);
        // Two levels of confidence that tell right from wrong: errors come last, in no order among themselves.
        expect(curve(sorted).area).toBeCloseTo(leastArea, 12);
      }),
      { seed: 11 },
    );
  });
});
