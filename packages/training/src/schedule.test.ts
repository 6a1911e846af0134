import { describe, expect, it } from 'vitest';
import { completeConfig } from './config.ts';
import { learningRateAt } from './schedule.ts';

describe('learningRateAt', () => {
  it('stays where it is, when constant', () => {
    const config = completeConfig({});
    expect([0, 1, 999].map((step) => learningRateAt(config, step, 1000))).toEqual([1e-3, 1e-3, 1e-3]);
  });

  it('rises linearly and falls along half a cosine', () => {
    const config = completeConfig({
      learningRate: 0.8,
      schedule: 'cosine',
      minLearningRate: 0.2,
      warmupSteps: 4,
    });
    // By hand: 0.8 (s + 1) / 4, then 0.5 + 0.3 cos(pi p) at p = 0, 1/3, 1/2, 2/3 of the twelve steps left, and at the end.
    const expected: [number, number][] = [
      [0, 0.2],
      [3, 0.8],
      [4, 0.8],
      [8, 0.65],
      [10, 0.5],
      [12, 0.35],
      [16, 0.2],
    ];
    for (const [step, rate] of expected) expect(learningRateAt(config, step, 16)).toBeCloseTo(rate, 12);
  });
});
