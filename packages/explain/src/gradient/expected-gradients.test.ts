import type { ScoreGradientModel } from '@saliogram/core';
import { sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { expectedGradients } from './expected-gradients.ts';

/** s = x^2 of a single input. */
const square: ScoreGradientModel = {
  classes: [{ symbol: 'c', name: 'the only class' }],
  passes: () => ({ forward: 0, backward: 0 }),
  scores: (x) => Promise.resolve(x.values.map((value) => value * value)),
  scoreGradient: (x) =>
    Promise.resolve({
      scores: x.values.map((value) => value * value),
      gradient: x.values.map((value) => 2 * value),
    }),
};

describe('expectedGradients', () => {
  it('draws places without regard to the baselines that they lead from', async () => {
    const x = sequenceBatch(Float32Array.of(0), 1, 1, 1);
    const data = sequenceBatch(Float32Array.of(0, 2), 2, 1, 1);
    const values: number[] = [];
    for (let seed = 0; seed < 800; seed++) {
      const map = await expectedGradients(square, x, 0, { samples: 2, seed, reference: { data } });
      values.push(map.values[0]);
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    // By hand: 2 b (1 - a) (0 - b) has the mean -2 E[b^2] E[1 - a] = -2 * 2 * 1/2 = -2; with a place that grows with the
    // baseline's number it would be -1.5.
    expect(Math.abs(mean + 2)).toBeLessThan(4 * Math.sqrt(variance / values.length));
    expect(4 * Math.sqrt(variance / values.length)).toBeLessThan(0.3);
  });
});
