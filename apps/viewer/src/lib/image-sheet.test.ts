import { describe, expect, it } from 'vitest';
import { INITIAL_STATE, NO_BEATS } from './app-state.ts';
import type { VerdictState } from './beat-verdict.ts';
import { listedImages, movedOnSheet, sheetCounts } from './image-sheet.ts';
import { jumpTo } from './jumps.ts';

/** Five images, all of class 0: right and sure, wrong, not classified, right and unsure, wrong and unsure. */
const probabilities = Float32Array.of(0.9, 0.1, 0.1, 0.9, NaN, NaN, 0.6, 0.4, 0.3, 0.7);
const state = (blind: boolean): VerdictState => ({
  beats: {
    ...NO_BEATS,
    count: 5,
    peaks: Int32Array.of(0, 1, 2, 3, 4),
    referenceOf: Int32Array.of(0, 1, 2, 3, 4),
    probabilities,
    classified: 4,
  },
  references: Array.from({ length: 5 }, (_, sample) => ({ sample, symbol: '0', note: '' })),
  model: { classes: ['0', '1'].map((symbol) => ({ symbol, name: symbol })) } as never,
  settings: { ...INITIAL_STATE.settings, blind },
  work: INITIAL_STATE.work,
});

describe('the sheet of images', () => {
  it('shows all, those that differ, or those in doubt, as far as they are classified', () => {
    expect(listedImages(state(false), 'all')).toEqual([0, 1, 2, 3, 4]);
    expect(listedImages(state(false), 'disagreement')).toEqual([1, 4]);
    expect(listedImages(state(false), 'doubt')).toEqual([3, 4]);
    expect(listedImages(state(true), 'disagreement')).toEqual([0, 1, 2, 3, 4]);
    expect(sheetCounts(state(false))).toEqual({ classified: 4, differing: 2, uncertain: 2 });
  });

  it('is moved on by images, rows and sheets, and ends at its ends', () => {
    const sheet = { count: 100, columns: 10, rows: 3 };
    expect(movedOnSheet('image-on', 5, sheet)).toBe(6);
    expect(movedOnSheet('row-back', 5, sheet)).toBe(0);
    expect(movedOnSheet('row-on', 5, sheet)).toBe(15);
    expect(movedOnSheet('sheet-on', 80, sheet)).toBe(99);
    expect(movedOnSheet('first-image', 80, sheet)).toBe(0);
    expect(movedOnSheet('last-image', 80, sheet)).toBe(99);
  });

  it('is jumped over past what is not classified', () => {
    const from = (beat: number | null) => ({ beat, sample: 0 });
    expect(jumpTo('disagreement', state(false), from(1))).toBe(4);
    expect(jumpTo('doubt', state(false), from(null))).toBe(3);
    expect(jumpTo('doubt', state(false), from(3))).toBe(4);
  });
});
