import { describe, expect, it } from 'vitest';
import { INITIAL_STATE, NO_BEATS } from '../app-state.ts';
import type { AppState } from '../app-state.ts';
import { overviewColumns } from './columns.ts';
import { OVERVIEW_MARGIN_PX, overviewPicture } from './overview-picture.ts';

// 10 s at 100 Hz in 5 columns of 2 s; beats at 0.5, 1.5, 3.1 and 9.9 s.
const state = {
  ...INITIAL_STATE,
  recording: { name: '100', samplingFrequency: 100, sampleCount: 1000, leads: [] },
  model: {
    classes: [
      { symbol: 'N', name: 'normal' },
      { symbol: 'V', name: 'ventricular' },
    ],
  },
  references: [
    { sample: 50, symbol: 'N', note: '' },
    { sample: 150, symbol: 'N', note: '' },
    { sample: 310, symbol: 'V', note: '' },
    { sample: 990, symbol: 'V', note: '' },
  ],
  beats: {
    ...NO_BEATS,
    count: 4,
    classified: 3,
    peaks: Int32Array.of(50, 150, 310, 990),
    referenceOf: Int32Array.of(0, 1, 2, 3),
    probabilities: Float32Array.of(0.75, 0.25, 0.5, 0.5, 0.875, 0.125),
  },
} as unknown as AppState;

describe('overview', () => {
  it('sums beats up per column: classes, doubt, disagreement, RR', () => {
    const summed = overviewColumns(state, 5);
    expect(summed.classes.map((counts) => Array.from(counts))).toEqual([
      [2, 1, 0, 0, 0],
      [0, 0, 0, 0, 1], // not classified yet: by its reference
    ]);
    expect(Array.from(summed.doubt)).toEqual([0.5, 0.125, NaN, NaN, NaN]);
    expect(Array.from(summed.differing)).toEqual([0, 1, 0, 0, 0]);
    expect(Array.from(summed.rrLowMs)).toEqual([1000, 1600, NaN, NaN, 6800]);
    expect(summed.isBlind).toBe(false);
  });

  it('hides labels in blind mode, not the rhythm', () => {
    const summed = overviewColumns({ ...state, settings: { ...state.settings, blind: true } }, 5);
    expect(summed.classes.every((counts) => counts.every((count) => count === 0))).toBe(true);
    expect(Array.from(summed.rrHighMs)).toEqual([1000, 1600, NaN, NaN, 6800]);
    const list = overviewPicture(state, summed, null, 'MLII');
    expect(list.description).toBe('Overview of 100, 0:10: 4 beats; labels hidden in blind mode.');
    expect(JSON.stringify(list.items)).not.toContain('warning');
  });

  it('draws every column once behind the margin, and says the numbers', () => {
    const envelope = { from: 0, to: 1000, low: Float32Array.of(0, NaN), high: Float32Array.of(1, NaN) };
    const list = overviewPicture(state, overviewColumns(state, 5), envelope, 'MLII');
    expect(list.width).toBe(OVERVIEW_MARGIN_PX + 5);
    expect(list.description).toContain('N 3, V 1; 1 differ');
    // The only column with a signal spans x = 0 to 2.5: its line stands in the middle.
    const signal = list.items.find((item) => item.kind === 'line' && item.style.stroke === 'trace');
    expect((signal as { points: Float32Array }).points[0]).toBe(OVERVIEW_MARGIN_PX + 1.25);
  });
});
