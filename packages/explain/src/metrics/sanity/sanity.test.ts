import { rankCorrelation } from '@saliogram/core';
import type { ScoreGradientModel } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { linearModel } from '../../../testing/linear-model.ts';
import { randomSequences } from '../../../testing/tiny-lstm.ts';
import { randomLogit } from './random-logit.ts';
import { weightRandomisation } from './weight-randomisation.ts';

const x = randomSequences(3, 6, 2);
const weights = [1, 2, 3].map((seed) => [...randomSequences(1, 6, 2, seed).values]);
const model = linearModel(weights);

const inputTimesGradient =
  (targets: Int32Array) =>
  async (m: ScoreGradientModel): Promise<Float32Array> => {
    const { gradient } = await m.scoreGradient(x, targets);
    return gradient.map((g, i) => g * x.values[i]);
  };

describe('weight randomisation', () => {
  const other = [4, 5, 6].map((seed) => [...randomSequences(1, 6, 2, seed).values]);
  const released: string[] = [];
  const factory = {
    layers: ['sign', 'weights'],
    randomised: async (layers: readonly string[]) => {
      const drawn = layers.includes('weights') ? other : weights;
      return linearModel(drawn.map((row) => row.map((w) => (layers.includes('sign') ? -w : w))));
    },
    release: async () => void released.push('released'),
  };
  const explain = inputTimesGradient(Int32Array.of(0, 1, 2));

  it('finds what is left of the map, exactly, layer upon layer', async () => {
    const rows = await weightRandomisation(model, factory, x, explain, { groups: [1, 1, 2] });
    expect(rows.map(({ randomised }) => randomised)).toEqual([['sign'], ['sign', 'weights']]);
    expect(released.length).toBe(2);
    // The opposite weights give the opposite map: the same magnitudes.
    rows[0].perSequence.signedRankCorrelation.forEach((r) => expect(r).toBeCloseTo(-1, 12));
    rows[0].perSequence.rankCorrelation.forEach((r) => expect(r).toBeCloseTo(1, 12));
    expect(rows[0].mean.signedRankCorrelation.high).toBeCloseTo(-1, 12);
    const own = weights[0].map((w, i) => w * x.values[i]);
    const drawn = other[0].map((w, i) => -w * x.values[i]);
    expect(rows[1].perSequence.signedRankCorrelation[0]).toBeCloseTo(rankCorrelation(own, drawn), 5);
  });

  it('changes one layer at a time when asked', async () => {
    const rows = await weightRandomisation(model, factory, x, explain, { order: 'independent' });
    expect(rows.map(({ randomised }) => randomised)).toEqual([['sign'], ['weights']]);
    const own = weights[1].map((w, i) => w * x.values[12 + i]);
    const drawn = other[1].map((w, i) => w * x.values[12 + i]);
    expect(rows[1].perSequence.signedRankCorrelation[1]).toBeCloseTo(rankCorrelation(own, drawn), 5);
  });

  it('leaves a map that knows no model as it is', async () => {
    const rows = await weightRandomisation(model, factory, x, async () => x.values.map(Math.abs));
    for (const { mean } of rows) expect(mean.rankCorrelation.estimate).toBeCloseTo(1, 12);
  });

  it('refuses a factory without layers, and lets go of a model that cannot be explained', async () => {
    await expect(weightRandomisation(model, { ...factory, layers: [] }, x, explain)).rejects.toThrow(
      'weight randomisation: got no layers, expected at least one',
    );
    released.length = 0;
    let calls = 0;
    const failing = async (): Promise<Float32Array> => {
      calls++;
      if (calls > 1) throw new Error('no map');
      return x.values;
    };
    await expect(weightRandomisation(model, factory, x, failing)).rejects.toThrow('no map');
    expect(released.length).toBe(1);
  });
});

describe('random logit', () => {
  it('compares with another class, always', async () => {
    const explain = (targets: Int32Array): Promise<Float32Array> => inputTimesGradient(targets)(model);
    for (let seed = 0; seed < 10; seed++) {
      const { others, perSequence } = await randomLogit(model, x, [0, 1, 2], explain, { seed });
      expect(others.every((c, b) => c !== b && c >= 0 && c < 3)).toBe(true);
      const map = (c: number): number[] => weights[c].map((w, i) => w * x.values[i]);
      const expected = rankCorrelation(map(0), map(others[0]));
      expect(perSequence.signedRankCorrelation[0]).toBeCloseTo(expected, 5);
    }
  });

  it('is 1 for a map that is the same for every class, and needs another class', async () => {
    const blind = async (): Promise<Float32Array> => x.values;
    const { mean } = await randomLogit(model, x, 0, blind);
    expect(mean.signedRankCorrelation.estimate).toBeCloseTo(1, 12);
    await expect(randomLogit(linearModel([weights[0]]), x, 0, blind)).rejects.toThrow(
      'random logit: got a model of 1 class, expected at least 2',
    );
  });
});
