import { describe, expect, it } from 'vitest';
import { softmax } from '@saliogram/core';
import { blackBox } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { temporalScores } from './temporal-scores.ts';
import type { StepScoresModel } from '@saliogram/core';

describe('temporal scores', () => {
  it('equal T passes over prefixes, in one', async () => {
    const model = tinyLstm(2);
    const x = randomSequences(3, 7, 2);
    const result = await temporalScores(model, x, { batchSize: 2 });
    expect(result.cost).toEqual({ forward: 3, backward: 0 });
    for (let b = 0; b < 3; b++) {
      for (let t = 0; t < 7; t++) {
        const values = x.values.slice(b * 14, b * 14 + (t + 1) * 2);
        const prefix = await model.scores({ values, batch: 1, steps: t + 1, channels: 2 });
        const at = (b * 7 + t) * 3;
        expect([...result.scores.subarray(at, at + 3)]).toEqual([...prefix]);
        expect([...result.probabilities.subarray(at, at + 3)]).toEqual([...softmax(prefix, 3)]);
      }
    }
  });

  it('find the step of decision and count the flips (by hand)', async () => {
    const winners = [
      [0, 1, 1, 0, 2, 2],
      [1, 1, 1, 1, 1, 1],
      [0, 0, 0, 0, 0, 1],
    ];
    const scores = Float32Array.from(winners.flat().flatMap((w) => [0, 1, 2].map((k) => Number(k === w))));
    const model = { ...tinyLstm(1), scoresPerStep: async () => scores };
    const result = await temporalScores(model, randomSequences(3, 6, 1));
    expect([...result.predicted]).toEqual(winners.flat());
    expect([...result.decidedStep]).toEqual([4, 0, 5]);
    expect([...result.flips]).toEqual([3, 0, 1]);
    const ragged = await temporalScores(model, { ...randomSequences(3, 6, 1), lengths: [3, 6, 5] });
    expect([...ragged.decidedStep]).toEqual([1, 0, 0]);
    expect([...ragged.flips]).toEqual([1, 0, 0]);
  });

  it('say what a black box lacks', async () => {
    const box = blackBox(tinyLstm(1)) as StepScoresModel;
    await expect(temporalScores(box, randomSequences(1, 3, 1))).rejects.toThrow(
      'temporal-scores: the model cannot score every step of a sequence (it has no scoresPerStep)',
    );
  });
});
