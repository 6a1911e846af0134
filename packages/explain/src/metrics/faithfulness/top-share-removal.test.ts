import { sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { linearModel } from '../../../testing/linear-model.ts';
import { accuracyAfterRemoval } from './accuracy-after-removal.ts';
import { completenessError } from './completeness-error.ts';
import { comprehensiveness } from './comprehensiveness.ts';
import { crossEntropyAfterRemoval } from './cross-entropy-after-removal.ts';
import { cumulativeDifference, cumulativePreservation } from './cumulative-difference.ts';
import { logOdds } from './log-odds.ts';
import { sufficiency } from './sufficiency.ts';
import { topShareRemoval } from './top-share-removal.ts';

const weights = [4, 1, 3, 2];
const model = linearModel([weights, [2.5, 2.5, 0, 0]]);
const ones = sequenceBatch(new Float32Array(4).fill(1), 1, 4);
const sigmoid = (v: number): number => 1 / (1 + Math.exp(-v));

describe('removal of the top', () => {
  it('is read in five ways (by hand)', async () => {
    const removal = await topShareRemoval(model, ones, 0, weights, { shares: [0.25, 0.5] });
    // Scores of the two classes: 10, 5 whole; 6, 2.5 and 3, 2.5 without the top; 4, 2.5 and 7, 2.5 with it alone.
    const [whole, quarter, half] = [sigmoid(5), sigmoid(3.5), sigmoid(0.5)];
    const fall = comprehensiveness(removal);
    expect(fall.perShare[0]).toBeCloseTo(whole - quarter, 6);
    expect(fall.mean[0]).toBeCloseTo(whole - (quarter + half) / 2, 6);
    expect([...comprehensiveness(removal, 'score').perShare]).toEqual([4, 7]);
    expect(sufficiency(removal).perShare[1]).toBeCloseTo(whole - sigmoid(4.5), 6);
    expect([...sufficiency(removal, 'score').perShare]).toEqual([6, 3]);
    expect(logOdds(removal).perShare[1]).toBeCloseTo(Math.log(half / whole), 5);
    expect(crossEntropyAfterRemoval(removal).perShare[0]).toBeCloseTo(-Math.log(quarter), 5);
    expect([...accuracyAfterRemoval(removal).mean]).toEqual([1]);
    const other = await topShareRemoval(model, ones, 1, weights, { shares: [0.25, 0.5] });
    expect([...accuracyAfterRemoval(other).mean]).toEqual([0]);
  });

  it('leaves out the kept ones when asked, and says so to sufficiency', async () => {
    const removal = await topShareRemoval(model, ones, 0, weights, { removedOnly: true });
    expect(() => sufficiency(removal)).toThrow('expected one made without removedOnly');
  });

  it('refuses shares that take nothing or more than all', async () => {
    const where = 'removal of the top';
    for (const [shares, got] of [
      [[0.1, 0], 'share 0'],
      [[1.5], 'share 1.5'],
      [[], 'no share'],
    ] as const) {
      await expect(topShareRemoval(model, ones, 0, weights, { shares })).rejects.toThrow(
        `${where}: got ${got}, expected shares above 0 and up to 1`,
      );
    }
  });
});

describe('cumulative differences', () => {
  it('add up the way of the probabilities, one unit at a time (by hand)', async () => {
    // The difference of the scores goes 5, 3.5, 0.5, -1.5, 0 from the top and 5, 6.5, 4.5 from the bottom; both classes
    // move by the same.
    const way = (path: readonly number[]): number =>
      path.slice(1).reduce((sum, v, i) => sum + 2 * Math.abs(sigmoid(v) - sigmoid(path[i])), 0);
    expect((await cumulativeDifference(model, ones, weights, { share: 1 }))[0]).toBeCloseTo(
      way([5, 3.5, 0.5, -1.5, 0]),
      6,
    );
    expect((await cumulativePreservation(model, ones, weights, { share: 0.5 }))[0]).toBeCloseTo(
      way([5, 6.5, 4.5]),
      6,
    );
  });

  it('of a sequence that ends early count its own units', async () => {
    const two = { ...sequenceBatch(new Float32Array(8).fill(1), 2, 4), lengths: [4, 2] };
    const both = await cumulativeDifference(model, two, [4, 1, 3, 2, 4, 1, 3, 2], { share: 0.5 });
    // Of the second the first unit alone goes: 4 and 2.5, from 5 to 3.5.
    expect(both[1]).toBeCloseTo(2 * (sigmoid(5) - sigmoid(3.5)), 6);
  });
});

describe('completeness error', () => {
  it('is what values miss of the difference to the baseline', async () => {
    const options = { objective: 'score' } as const;
    const exact = await completenessError(model, ones, 0, weights, options);
    expect([...exact.error, ...exact.difference]).toEqual([0, 10]);
    const half = await completenessError(model, ones, 0, weights, { ...options, baseline: 0.5 });
    expect([...half.error, ...half.difference]).toEqual([5, 5]);
    await expect(completenessError(model, ones, 0, [1])).rejects.toThrow('completeness error: got 1 values');
  });
});
