import { sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { linearModel } from '../../../testing/linear-model.ts';
import { randomSequences } from '../../../testing/tiny-lstm.ts';
import { faithfulnessCorrelation } from './faithfulness-correlation.ts';
import { infidelity } from './infidelity.ts';
import { sensitivityN } from './sensitivity-n.ts';

const x = randomSequences(2, 10, 2, 4);
const weights = [...randomSequences(1, 10, 2, 5).values];
const model = linearModel([weights, weights.map(() => 0)]);
const contributions = x.values.map((v, i) => v * weights[i % 20]);
const slopes = x.values.map((_, i) => weights[i % 20]);
const options = { objective: 'score' } as const;

describe('measures over random subsets', () => {
  it('are 1 for the exact contributions to an additive model, -1 for their opposite', async () => {
    for (const unit of ['cell', 'step'] as const) {
      const right = await faithfulnessCorrelation(model, x, 0, contributions, { ...options, unit });
      right.forEach((r) => expect(r).toBeCloseTo(1, 5));
    }
    const opposite = contributions.map((v) => -v);
    const wrong = await faithfulnessCorrelation(model, x, 0, opposite, options);
    wrong.forEach((r) => expect(r).toBeCloseTo(-1, 5));
    const all = await sensitivityN(model, x, 0, contributions, { ...options, draws: 20 });
    expect(all.perShare.length).toBe(2 * 7);
    all.mean.forEach((r) => expect(r).toBeCloseTo(1, 5));
  });

  it('are about 0 for a map of chance, and no number where map or model says nothing', async () => {
    const chance = await faithfulnessCorrelation(model, x, 0, randomSequences(2, 10, 2, 8).values, {
      ...options,
      draws: 2000,
    });
    // Chance gives 20 values a correlation of +-0.23 with the contributions.
    chance.forEach((r) => expect(Math.abs(r)).toBeLessThan(0.6));
    const nothing = await faithfulnessCorrelation(model, x, 0, new Float32Array(40).fill(3), options);
    expect([...nothing]).toEqual([NaN, NaN]);
    expect((await faithfulnessCorrelation(model, x, 1, contributions, options))[0]).toBeNaN();
  });

  it('refuse a single draw', async () => {
    await expect(faithfulnessCorrelation(model, x, 0, contributions, { draws: 1 })).rejects.toThrow(
      'faithfulness correlation: got draws 1, expected an integer of at least 2',
    );
  });
});

describe('infidelity', () => {
  it('is 0 for exact contributions under blocks and exact slopes under everything', async () => {
    for (const value of await infidelity(model, x, 0, contributions, options)) {
      expect(value).toBeCloseTo(0, 8);
    }
    for (const perturbation of ['block', 'gaussian', 'noisy-baseline'] as const) {
      const exact = await infidelity(model, x, 0, slopes, { ...options, perturbation, values: 'slope' });
      exact.forEach((value) => expect(value).toBeCloseTo(0, 6));
    }
  });

  it('is the mean square of what is missed (by hand)', async () => {
    const ones = sequenceBatch(new Float32Array(4).fill(1), 1, 4);
    const four = linearModel([
      [1, 1, 1, 1],
      [0, 0, 0, 0],
    ]);
    // Each block of two takes 2 from the score; the map says 6.
    const block = { ...options, blockShare: 0.5 };
    expect([...(await infidelity(four, ones, 0, [3, 3, 3, 3], block))]).toEqual([16]);
    expect([...(await infidelity(four, ones, 0, [3, 3, 3, 3], { ...block, scale: 'best' }))]).toEqual([0]);
    expect([...(await infidelity(four, ones, 0, [0, 0, 0, 0], { ...block, scale: 'best' }))]).toEqual([4]);
  });

  it('says that contributions tell nothing of noise', async () => {
    await expect(infidelity(model, x, 0, contributions, { perturbation: 'gaussian' })).rejects.toThrow(
      'infidelity: got perturbation gaussian for contributions, expected block',
    );
  });
});
