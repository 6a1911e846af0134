import { describe, expect, it } from 'vitest';
import type { BeatLayout } from './beat-layout.ts';
import { contrastHeat, contrastOf } from './contrast.ts';
import { decisionOf, decisionSentence } from './decision.ts';
import { agreementText, rankCorrelation } from './rank-correlation.ts';
import { regionSentence, regionShares } from './region-shares.ts';

/** 100 Hz and R at step 20: a step is 10 ms, R +- 50 ms are the steps 15 to 24 by their middles. */
const layout: BeatLayout = {
  steps: 60,
  channels: 1,
  samplingFrequency: 100,
  originStep: 20,
  timeUnit: 'ms',
  unit: 'mV',
};

describe('what is said of a map', () => {
  it('divides heat at R - 50 ms and R + 50 ms', () => {
    const heat = new Float32Array(60);
    heat[14] = 0.25;
    heat[15] = 0.5;
    heat[24] = 1;
    heat[25] = 0.25;
    const shares = regionShares(heat, layout);
    expect(shares).toEqual({ before: 0.125, qrs: 0.75, after: 0.125, qrsTime: 10 / 60, peakStep: 24 });
    expect(regionSentence(heat, layout, new Float32Array(60))).toBe(
      '75 % of the heat lies within R ± 50 ms (QRS; 17 % of the time), 13 % before and 13 % after. It is hottest at +45 ms from R.',
    );
  });

  it('says so where nothing is salient', () => {
    expect(regionShares(new Float32Array(60), layout)).toBeNull();
    expect(regionSentence(new Float32Array(60), layout, new Float32Array(60))).toContain(
      'Nothing is salient',
    );
  });

  it('correlates ranks, ties by their mean rank, and says nothing of a flat map', () => {
    expect(rankCorrelation([1, 2, 3, 4], [10, 20, 30, 4000])).toBe(1);
    expect(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1);
    // By hand: ranks 1, 2.5, 2.5, 4; 4.5 / sqrt(4.5 x 5).
    expect(rankCorrelation([1, 2, 2, 4], [1, 3, 2, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 12);
    expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNull();
    expect([0.9, 0.5, 0.2, -0.001, -0.5, null].map(agreementText)).toEqual([
      '0.90, strong',
      '0.50, moderate',
      '0.20, weak',
      '0.00, none',
      '−0.50, contrary',
      '–',
    ]);
  });

  it('finds the step after which the most likely class stays', () => {
    const held = [0, 1, 1, 0, 1, 1];
    const values = Float32Array.from(held.flatMap((k) => (k === 0 ? [0.9, 0.1] : [0.1, 0.9])));
    const decision = decisionOf({ values, steps: 6, classes: 2 });
    expect(decision).toEqual({ step: 4, classIndex: 1, changes: 3, before: 0 });
    const classes = [{ symbol: 'N' }, { symbol: 'V' }];
    expect(decisionSentence(decision, { ...layout, steps: 6 }, classes)).toBe(
      'Settled at −160 ms from R: from there the most likely class stays V (before it was N); it changed 3 times in all.',
    );
    const sure = decisionOf({ values: values.slice(8), steps: 2, classes: 2 });
    expect(sure).toMatchObject({ step: 0, changes: 0 });
    expect(decisionSentence(sure, layout, classes)).toContain('V from the first step on');
  });

  it('parts the difference of two maps into what speaks for each', () => {
    const difference = contrastOf(Float32Array.of(3, 1, 0), Float32Array.of(1, 5, 0));
    expect([...difference]).toEqual([2, -4, 0]);
    const { forA, forB, largest } = contrastHeat(difference);
    expect([[...forA], [...forB], largest]).toEqual([[0.5, 0, 0], [0, 1, 0], 4]);
  });
});
