import { describe, expect, it } from 'vitest';
import { nextImages } from './next-images.ts';

/** Six images of which 1 and 4 are classified. */
const beats = {
  count: 6,
  probabilities: Float32Array.from({ length: 12 }, (_, i) => ([1, 4].includes(i >> 1) ? 0.5 : NaN)),
};
const next = (numbers: number[], isRestWanted: boolean, chosen: number | null = null, most = 9) =>
  nextImages({ beats, sheet: { numbers, isRestWanted }, chosen, classes: 2 }, most);

describe('images to classify next', () => {
  it('are the one that is looked at, then those of the sheet', () => {
    expect(next([0, 1, 2], true, 5)).toEqual([5, 0, 2]);
    expect(next([0, 1, 2], true, 5, 2)).toEqual([5, 0]);
    expect(next([0, 1, 2], false, 4)).toEqual([0, 2]);
  });

  it('are those behind the sheet and from the start again, unless only the sheet is wanted', () => {
    expect(next([4], true)).toEqual([5, 0, 2, 3]);
    expect(next([4], false)).toEqual([]);
    expect(next([], true, null, 1)).toEqual([0]);
  });
});
