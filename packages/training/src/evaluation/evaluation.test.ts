import type { ScoresModel } from '@saliogram/core';
import { sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { evaluateClassifier, evaluateDecisions } from './evaluation.ts';
import { majorityBaseline } from './majority.ts';

const classes = ['N', 'V', '/'].map((symbol) => ({ symbol, name: symbol }));
const dataOf = (labels: number[]) => ({
  sequences: sequenceBatch(
    Float32Array.from(labels, (_, i) => i),
    labels.length,
    1,
  ),
  labels,
  classes,
});

describe('evaluation', () => {
  it('counts as one does by hand', () => {
    // N: 3 of 4 found, one V taken for N. V: 1 of 2. No paced beat, and none decided.
    const found = evaluateDecisions([0, 0, 0, 0, 1, 1], [0, 0, 0, 1, 1, 0], classes);
    expect(found).toEqual({
      n: 6,
      accuracy: 4 / 6,
      crossEntropy: null,
      confusion: [
        [3, 1, 0],
        [1, 1, 0],
        [0, 0, 0],
      ],
      perClass: {
        N: { sensitivity: 3 / 4, positivePredictivity: 3 / 4, f1: 6 / 8, support: 4 },
        V: { sensitivity: 1 / 2, positivePredictivity: 1 / 2, f1: 2 / 4, support: 2 },
        '/': { sensitivity: null, positivePredictivity: null, f1: null, support: 0 },
      },
    });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  it('averages -log p of the true class over the chosen sequences, without overflow', async () => {
    // Scores (0, value, 1000): p of the last class is 1 but for exp(-1000).
    const model: ScoresModel = {
      classes,
      passes: () => ({ forward: 0, backward: 0 }),
      scores: async (x) =>
        Float32Array.from({ length: x.batch * 3 }, (_, i) => [0, x.values[Math.floor(i / 3)], 1000][i % 3]),
    };
    const data = dataOf([2, 0, 2, 1]);
    const all = await evaluateClassifier(model, data);
    // By hand: 0, 1000, 0 and 1000 - 3.
    expect(all.crossEntropy).toBeCloseTo(1997 / 4, 10);
    expect(all.accuracy).toBe(0.5);
    const some = await evaluateClassifier(model, data, [2, 3]);
    expect([some.n, some.accuracy, some.crossEntropy]).toEqual([2, 0.5, 997 / 2]);
    await expect(evaluateClassifier(model, data, [0], { signal: AbortSignal.abort() })).rejects.toMatchObject(
      { code: 'cancelled' },
    );
  });

  it('knows the majority', () => {
    const found = majorityBaseline(dataOf([0, 1, 1, 1]), dataOf([1, 1, 0, 0]));
    expect(found.accuracy).toBe(0.5);
    expect(found.confusion[0]).toEqual([0, 2, 0]);
    expect(found.crossEntropy).toBeCloseTo((2 * Math.log(4 / 3) + 2 * Math.log(4)) / 4, 12);
    expect(majorityBaseline(dataOf([0]), dataOf([2])).crossEntropy).toBeNull();
  });
});
