import { describe, expect, it } from 'vitest';
import { INITIAL_STATE, NO_BEATS } from '../app-state.ts';
import type { AppState } from '../app-state.ts';
import { withBeat, withBeatInSight, withCentre, withStart, withStretch, withWidth } from './window.ts';

// 100 s at 100 Hz; 4 px/mm and 25 mm/s: 100 px/s, a strip of 1000 px shows 10 s.
const state: AppState = {
  ...INITIAL_STATE,
  recording: { samplingFrequency: 100, sampleCount: 10_000 } as AppState['recording'],
  settings: { ...INITIAL_STATE.settings, pxPerMm: 4 },
  stripS: 10,
  beats: { ...NO_BEATS, count: 3, peaks: Int32Array.of(50, 500, 5000) },
};

describe('window', () => {
  it('stays within the recording', () => {
    expect(withStart(state, -3).view.startS).toBe(0);
    expect(withStart(state, 95).view.startS).toBe(90);
    expect(withStart(state, 0)).toBe(state);
    expect(withCentre(state, 50).view.startS).toBe(45);
  });

  it('follows a beat that is out of sight, and stays where it is seen', () => {
    expect(withBeat(state, 2).view).toMatchObject({ beat: 2, startS: 45, target: null });
    expect(withBeat(state, 1).view.startS).toBe(0);
    expect(withBeatInSight(state)).toBe(state);
  });

  it('keeps the anchor in place when the speed doubles: 4 of 10 s from the left become 2 of 5 s', () => {
    const next = withStretch(withStart(state, 20), { speedMmPerS: 50 }, 24);
    expect(next.stripS).toBe(5);
    expect(next.view.startS).toBe(22);
  });

  it('zooms out to 1.05 times the recording and in to 4 times', () => {
    expect(withStretch(state, { zoom: 0 }, 5).stripS).toBeCloseTo(105, 9);
    expect(withStretch(state, { zoom: 99 }, 5).view.zoom).toBe(4);
  });

  it('shows more on a wider strip', () => {
    expect(withWidth(state, 500).stripS).toBe(5);
  });
});
