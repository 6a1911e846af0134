import { createRandom, rankCorrelation } from '@saliogram/core';
import type { ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences } from '../../testing/tiny-lstm.ts';
import { explainerScores } from './explainer-scores.ts';
import { localLipschitz } from './robustness/local-lipschitz.ts';
import { sensitivity } from './robustness/sensitivity.ts';

const x = randomSequences(3, 6, 2);
const targets = Int32Array.of(0, 1, 2);
const rows = (seeds: readonly number[]) => seeds.map((seed) => [...randomSequences(1, 6, 2, seed).values]);
const [weights, drawn] = [rows([1, 2, 3]), rows([4, 5, 6])];
const model = linearModel(weights);
const layers = {
  layers: ['sign', 'weights'],
  randomised: async (chosen: readonly string[]) =>
    linearModel((chosen.includes('weights') ? drawn : weights).map((row) => row.map((w) => -w))),
};

const counted = () => {
  let calls = 0;
  const explain = async (m: ScoreGradientModel, s: SequenceBatch, classes: Int32Array) => {
    calls++;
    const { gradient } = await m.scoreGradient(s, classes);
    return gradient.map((g, i) => g * s.values[i]);
  };
  return { explain, calls: () => calls };
};

describe('explainerScores', () => {
  it('gives what each measure gives by itself, and explains no more than needed', async () => {
    const { explain, calls } = counted();
    const { scores, layers: left } = await explainerScores(model, x, targets, explain, { layers, draws: 4 });
    // The sequences themselves, 4 noisy copies, 2 layers, another class.
    expect(calls()).toBe(8);
    const alone = (s: SequenceBatch) => explain(model, s, targets);
    const { max, average } = await sensitivity(alone, x, { draws: 4 });
    expect(scores['sensitivity-max']).toEqual(max);
    expect(scores['sensitivity-average']).toEqual(average);
    expect(scores['local-lipschitz']).toEqual(await localLipschitz(alone, x, { draws: 4 }));
    // A head of the opposite sign leaves the magnitudes as they were.
    left['sign'].forEach((r) => expect(r).toBeCloseTo(1, 12));
    expect(scores['weight-randomisation']).toBe(left['weights']);
    const magnitudes = (row: readonly number[]) => row.map((w, i) => Math.abs(w * x.values[i]));
    const r = rankCorrelation(magnitudes(weights[0]), magnitudes(drawn[0]));
    expect(left['weights'][0]).toBeCloseTo(Math.abs(r), 5);
    expect(scores['random-logit'][0]).toBeLessThan(1);
    expect(scores).not.toHaveProperty('seed-agreement');
  });

  it('compares a method that draws across seeds', async () => {
    const chance = async (_m: ScoreGradientModel, s: SequenceBatch, _c: Int32Array, seed?: number) => {
      const random = createRandom(seed ?? 0);
      return s.values.map(() => random.uniform());
    };
    const big = randomSequences(2, 400, 1);
    const run = { parts: ['robustness'], seeded: true, draws: 1 } as const;
    const { scores } = await explainerScores(model, big, Int32Array.of(0, 0), chance, run);
    // The same draws each time, and others with another seed: of 400 cells 0 up to about 4 / 20.
    expect([...scores['sensitivity-max']]).toEqual([0, 0]);
    for (const r of scores['seed-agreement']) expect(Math.abs(r)).toBeLessThan(0.2);
    expect(Object.keys(scores)).not.toContain('random-logit');
  });

  it('finds |x| the same on a model drawn anew, and a map with nothing left at 0', async () => {
    const still = async (_m: ScoreGradientModel, s: SequenceBatch) => s.values.map(Math.abs);
    const run = { parts: ['sanity'], layers } as const;
    const { scores } = await explainerScores(model, x, targets, still, run);
    scores['weight-randomisation'].forEach((r) => expect(r).toBeCloseTo(1, 12));
    scores['random-logit'].forEach((r) => expect(r).toBeCloseTo(1, 12));
    const empty = async (m: ScoreGradientModel, s: SequenceBatch) =>
      s.values.map((v) => (m === model ? v : 0));
    const nothing = await explainerScores(model, x, targets, empty, run);
    expect([...nothing.scores['weight-randomisation']]).toEqual([0, 0, 0]);
  });

  it('counts an order turned round as the same, and an unrelated one as different', async () => {
    /** What is left of a map, when the model drawn anew has another one. */
    const leftOf = async (own: readonly number[], other: readonly number[]) => {
      const trained = linearModel([own, other]);
      const drawnAnew = { layers: ['all'], randomised: async () => linearModel([own, other]) };
      const maps = async (m: ScoreGradientModel) => (m === trained ? own : other);
      const sequence = randomSequences(1, own.length, 1);
      const run = { parts: ['sanity'], layers: drawnAnew } as const;
      const { scores } = await explainerScores(trained, sequence, Int32Array.of(0), maps, run);
      return scores['weight-randomisation'][0];
    };
    // Heat from 0 to 1, as of a mask, over 400 cells.
    const random = createRandom(7);
    const [heat, unrelated] = [0, 1].map(() => Array.from({ length: 400 }, () => random.uniform()));
    expect(await leftOf(heat, heat)).toBeCloseTo(1, 12);
    const opposite = heat.map((h) => -h);
    expect(await leftOf(heat, opposite)).toBeCloseTo(1, 12);
    const hidingForShowing = heat.map((h) => 1 - h);
    expect(await leftOf(heat, hidingForShowing)).toBeCloseTo(1, 12);
    // 1 - 6 sum d^2 / (n (n^2 - 1)) is 1 - 6 * 16 / 60 = -0.6 for ranks 1, 2, 3, 4 and 3, 4, 1, 2.
    expect(await leftOf([0.1, 0.2, 0.3, 0.4], [0.3, 0.4, 0.1, 0.2])).toBeCloseTo(0.6, 12);
    // The standard deviation of r of unrelated maps is 1 / sqrt(399): four of them are 0.2.
    expect(await leftOf(heat, unrelated)).toBeGreaterThanOrEqual(0);
    expect(await leftOf(heat, unrelated)).toBeLessThan(0.2);
  });

  it('stops when cancelled', async () => {
    const { explain } = counted();
    const signal = AbortSignal.abort();
    await expect(explainerScores(model, x, targets, explain, { signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
