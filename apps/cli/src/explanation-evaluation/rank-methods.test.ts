import { describe, expect, it } from 'vitest';
import { createRandom } from '@saliogram/core';
import { rankMethods } from './rank-methods.ts';
import type { MeasuredRow } from './rank-methods.ts';

const row = (_name: string, scores: Readonly<Record<string, readonly number[]>>): MeasuredRow => ({
  scores: Object.fromEntries(
    Object.entries(scores).map(([name, values]) => [name, { perSequence: Float64Array.from(values) }]),
  ),
});
const groups = [5, 5, 7, 9];

describe('rankMethods', () => {
  it('gives places by every measure that says which is better', () => {
    const rows = [
      // A low area of deletion is good, a high one of insertion; gini only describes.
      row('best', { deletion: [0, 0, 0, 0], insertion: [1, 1, 1, 1], gini: [0, 0, 0, 0] }),
      row('worst', { deletion: [1, 1, 1, 1], insertion: [0, 0, 0, 0], gini: [1, 1, 1, 1] }),
      row('between', { deletion: [0.5, 0.5, 0.5, 0.5], insertion: [0, 0, 0, 0], gini: [1, 1, 1, 1] }),
    ];
    const ranking = rankMethods(rows, groups, 1);
    expect(ranking.by).toEqual(['deletion', 'insertion']);
    // Worst and between are equal by insertion: places 2 and 3 shared.
    expect(ranking.meanRanks.map(({ estimate }) => estimate)).toEqual([1, 2.75, 2.25]);
    // The same in every draw.
    for (const { estimate, low, high } of ranking.meanRanks)
      expect([low, high]).toEqual([estimate, estimate]);
    expect(ranking.places).toEqual([
      { best: 1, worst: 1 },
      { best: 3, worst: 3 },
      { best: 2, worst: 2 },
    ]);
    expect(ranking.placeBy).toEqual({ deletion: [1, 3, 2], insertion: [1, 2.5, 2.5] });
    expect(ranking.mayBeBest).toEqual({
      deletion: [true, false, false],
      insertion: [true, false, false],
    });
    expect(ranking.gain(0, 1)).toEqual({
      deletion: { estimate: 1, low: 1, high: 1 },
      insertion: { estimate: 1, low: 1, high: 1 },
    });
  });

  it('leaves out sequences without a number, and measures that a row lacks', () => {
    const rows = [
      row('one', { deletion: [NaN, 0.2, 0.4, NaN], 'completeness-error': [0, 0, 0, 0] }),
      row('other', { deletion: [0.1, 0.1, 0.1, 0.5] }),
    ];
    const ranking = rankMethods(rows, groups, 1);
    expect(ranking.by).toEqual(['deletion']);
    expect(ranking.gain(0, 1)['deletion']?.estimate).toBeCloseTo(0.2 - 0.3, 12);
  });

  it('goes by the measures it is given, and never by one in a unit of its own', () => {
    const rows = [
      row('one', { deletion: [0, 0, 0, 0], insertion: [0, 0, 0, 0], 'local-lipschitz': [1, 1, 1, 1] }),
      row('other', { deletion: [1, 1, 1, 1], insertion: [1, 1, 1, 1], 'local-lipschitz': [0, 0, 0, 0] }),
    ];
    expect(rankMethods(rows, groups, 1).by).toEqual(['deletion', 'insertion']);
    const { meanRanks, by } = rankMethods(rows, groups, 1, ['insertion']);
    expect(by).toEqual(['insertion']);
    expect(meanRanks.map(({ estimate }) => estimate)).toEqual([2, 1]);
  });

  it('cannot tell methods of chance apart', () => {
    const random = createRandom(3);
    const rows = Array.from({ length: 4 }, (_, i) =>
      row(`random ${i}`, { deletion: Array.from({ length: 60 }, () => random.uniform()) }),
    );
    const { meanRanks, places, mayBeBest } = rankMethods(
      rows,
      Array.from({ length: 60 }, (_, b) => b),
      1,
    );
    for (const place of places) expect(place).toEqual({ best: 1, worst: 4 });
    expect(mayBeBest['deletion']).toEqual([true, true, true, true]);
    // By chance the place is 2.5; an interval of ranks holds it.
    for (const { low, high } of meanRanks) {
      expect(low).toBeLessThanOrEqual(2.5);
      expect(high).toBeGreaterThanOrEqual(2.5);
    }
  });
});
