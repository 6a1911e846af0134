import { createRandom } from '@saliogram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMacroF1, evaluateEachGroup, evaluateGroups } from './group-evaluation.ts';

const classes = ['N', 'V', 'S'].map((symbol) => ({ symbol, name: symbol }));
const decided = (labels: number[], decisions: number[]) => ({
  classes,
  labels: Uint8Array.from(labels),
  decisions: Uint8Array.from(decisions),
});

describe('evaluateGroups', () => {
  // Patient 0: N N N V as N N V V. Patient 1: N V V as N N V. No beat of class S.
  const beats = decided([0, 0, 0, 1, 0, 1, 1], [0, 0, 1, 1, 0, 0, 1]);
  const groupOf = [0, 0, 0, 0, 1, 1, 1];

  it('estimates as one counts by hand', () => {
    const found = evaluateGroups(beats, { groupOf, random: createRandom(1), draws: 10 });
    const estimates = (symbol: string) =>
      (['sensitivity', 'positivePredictivity', 'f1', 'specificity'] as const).map(
        (rate) => found.perClass[symbol][rate]?.estimate ?? null,
      );
    // N: TP 3, FN 1, FP 1, TN 2. V: TP 2, FN 1, FP 1, TN 3.
    expect(estimates('N')).toEqual([3 / 4, 3 / 4, 6 / 8, 2 / 3]);
    expect(estimates('V')).toEqual([2 / 3, 2 / 3, 4 / 6, 3 / 4]);
    expect(estimates('S')).toEqual([null, null, null, 1]);
    expect(found.accuracy?.estimate).toBe(5 / 7);
    expect(found.macro.f1?.estimate).toBeCloseTo((3 / 4 + 2 / 3) / 2, 15);
    expect([found.groups, found.perClass['V'].groups, found.perClass['S'].groups]).toEqual([2, 2, 0]);
  });

  it('draws whole patients: with two, the draws are 00, 01, 10 and 11', () => {
    const { accuracy, perClass } = evaluateGroups(beats, { groupOf, random: createRandom(2), draws: 400 });
    // Accuracy is 3/4 in the first patient and 2/3 in the second; V is found 1 of 1 and 1 of 2.
    expect([accuracy?.low, accuracy?.high]).toEqual([2 / 3, 3 / 4]);
    expect([perClass['V'].sensitivity?.low, perClass['V'].sensitivity?.high]).toEqual([1 / 2, 1]);
  });

  it('of patients that are alike has no width, however few beats', () => {
    const labels = [0, 0, 1, 0, 0, 1, 0, 0, 1];
    const decisions = [0, 1, 1, 0, 1, 1, 0, 1, 1];
    const found = evaluateGroups(decided(labels, decisions), {
      groupOf: [5, 5, 5, 9, 9, 9, 2, 2, 2],
      random: createRandom(3),
      draws: 50,
    });
    expect(found.macro.f1).toEqual({ estimate: 2 / 3, low: 2 / 3, high: 2 / 3 });
    expect(found.groups).toBe(3);
  });

  it('covers the truth of independent beats about as often as it says', () => {
    // 200 groups of one beat, right with probability 0.8: the 90 % interval by the normal approximation is +-0.0465.
    const random = createRandom(4);
    const labels = Array.from({ length: 200 }, () => 0);
    const found = evaluateGroups(
      decided(
        labels,
        labels.map(() => (random.uniform() < 0.8 ? 0 : 1)),
      ),
      { groupOf: labels.map((_, i) => i), random, draws: 2000, coverage: 0.9 },
    );
    const { low = NaN, high = NaN } = found.accuracy ?? {};
    expect((high - low) / 2).toBeGreaterThan(0.035);
    expect((high - low) / 2).toBeLessThan(0.058);
  });

  it('compares two classifiers draw by draw', () => {
    const better = decided([0, 1, 0, 1], [0, 1, 0, 1]);
    const worse = decided([0, 1, 0, 1], [0, 1, 0, 0]);
    const options = { groupOf: [0, 0, 1, 1], draws: 200 };
    const found = compareMacroF1(better, worse, { ...options, random: createRandom(5) });
    // Macro-F1 of the worse: (2*2/(2*2+1) + 2/3) / 2; drawn twice, patient 1: (2/3 + 0) / 2; patient 0: 1.
    expect(found.estimate).toBeCloseTo(1 - (4 / 5 + 2 / 3) / 2, 12);
    expect([found.low, found.high]).toEqual([0, 1 - 1 / 3]);
    expect(compareMacroF1(better, better, { ...options, random: createRandom(5) })).toEqual({
      estimate: 0,
      low: 0,
      high: 0,
    });
  });

  it('keeps every estimate inside [0, 1] and inside its interval where all draws agree', () => {
    const beat = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(4));
    fc.assert(
      fc.property(fc.array(beat, { minLength: 1, maxLength: 60 }), (list) => {
        const data = decided(
          list.map(([label]) => label),
          list.map(([, decision]) => decision),
        );
        const found = evaluateGroups(data, {
          groupOf: list.map(([, , group]) => group),
          random: createRandom(6),
          draws: 20,
        });
        const rates = [found.accuracy, ...Object.values(found.macro)] as (typeof found.accuracy)[];
        for (const rate of rates) {
          if (rate === null) continue;
          expect(rate.estimate).toBeGreaterThanOrEqual(0);
          expect(rate.estimate).toBeLessThanOrEqual(1);
        }
        expect(found.accuracy?.estimate).toBeCloseTo(
          list.filter(([label, decision]) => label === decision).length / list.length,
          12,
        );
      }),
      { seed: 7 },
    );
  });
});

describe('evaluateEachGroup', () => {
  it('adds up to the whole, and leaves out records without beats', () => {
    const each = evaluateEachGroup(
      decided([0, 0, 1, 1, 2], [0, 1, 1, 1, 0]),
      [0, 0, 2, 0, 2],
      ['100', '101', '102'],
    );
    expect(each.map(({ name, n, accuracy }) => [name, n, accuracy])).toEqual([
      ['100', 3, 2 / 3],
      ['102', 2, 1 / 2],
    ]);
    expect(each[1].confusion).toEqual([
      [0, 0, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
  });
});
