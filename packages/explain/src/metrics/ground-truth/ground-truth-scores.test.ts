import { describe, expect, it } from 'vitest';
import { groundTruthScores } from './ground-truth-scores.ts';

const shape = { batch: 2, steps: 3, channels: 1 };

describe('ground truth scores', () => {
  it('pool cells of sequences scaled one by one, or as they are', () => {
    const values = [0, 1, 2, 0, 100, 50];
    const truth = [0, 0, 1, 0, 1, 0];
    const scaled = groundTruthScores({ shape, values }, truth);
    expect(scaled.pooled.auroc).toBe(1);
    expect([...scaled.perSequence.auroc]).toEqual([1, 1]);
    expect([...scaled.perSequence['mean-rank']]).toEqual([1, 1]);
    // As they are, 2 comes after 50: 7 of the 8 pairs are in order.
    expect(groundTruthScores({ shape, values }, truth, { pooling: 'none' }).pooled.auroc).toBe(7 / 8);
  });

  it('leave out what comes after the end of a sequence', () => {
    const values = [0, 2, 9, 0, 1, 2];
    const truth = [0, 1, 0, 0, 0, 1];
    const all = groundTruthScores({ shape, values }, truth);
    const ended = groundTruthScores({ shape, values, lengths: [2, 3] }, truth);
    expect([...all.perSequence['pointing-game']]).toEqual([0, 1]);
    expect([...ended.perSequence['pointing-game']]).toEqual([1, 1]);
    expect(ended.pooled.auprc).toBe(1);
  });

  it('have no number for a sequence without a true cell', () => {
    const { perSequence } = groundTruthScores({ shape, values: [1, 2, 3, 1, 2, 3] }, [0, 0, 1, 0, 0, 0]);
    for (const scores of Object.values(perSequence)) {
      expect(scores[0]).not.toBeNaN();
      expect(scores[1]).toBeNaN();
    }
    expect(() => groundTruthScores({ shape, values: [1] }, [1, 0])).toThrow(
      'ground truth: got 1 values and 2 truths',
    );
  });
});
