import { describe, expect, it } from 'vitest';
import { INITIAL_STATE, NO_BEATS } from './app-state.ts';
import type { AppState } from './app-state.ts';
import { firstBeatFrom, nearestBeat, verdictOf } from './beat-verdict.ts';
import { jumpTo } from './jumps.ts';

const classes = [
  { symbol: 'N', name: 'normal' },
  { symbol: 'V', name: 'premature ventricular contraction' },
];
// Beat:           0    1    2    3    4    5
// reference:      N    V    A    N    -    N
// model:          N    V    N    V    N    (not looked yet)
// probability:   0.9  0.7  0.6  0.95 0.6
const state: AppState = {
  ...INITIAL_STATE,
  model: { classes } as unknown as AppState['model'],
  references: ['N', 'V', 'A', 'N', 'N'].map((symbol, i) => ({ sample: 100 * i, symbol, note: '' })),
  beats: {
    ...NO_BEATS,
    count: 6,
    classified: 5,
    peaks: Int32Array.of(0, 100, 200, 300, 400, 500),
    referenceOf: Int32Array.of(0, 1, 2, 3, -1, 4),
    probabilities: Float32Array.of(0.9, 0.1, 0.3, 0.7, 0.6, 0.4, 0.05, 0.95, 0.6, 0.4),
  },
};
const from = (beat: number | null, sample = 0) => ({ beat, sample });

describe('verdict', () => {
  it('tells agreement, another class, a class the model does not know, and what can not be compared', () => {
    const agreement = [0, 1, 2, 3, 4, 5].map((beat) => verdictOf(state, beat).agreement);
    expect(agreement).toEqual(['agrees', 'agrees', 'outside', 'differs', 'unknown', 'unknown']);
    const uncertain = [0, 1, 2, 3, 4, 5].map((beat) => verdictOf(state, beat).isUncertain);
    expect(uncertain).toEqual([false, true, true, false, true, false]);
    expect(verdictOf(state, 5)).toMatchObject({ model: '', probability: NaN, reference: 'N' });
  });

  it('finds the beat by sample', () => {
    expect(firstBeatFrom(state.beats, 101)).toBe(2);
    expect(firstBeatFrom(state.beats, 501)).toBe(6);
    expect([nearestBeat(state.beats, 149), nearestBeat(state.beats, 151)]).toEqual([1, 2]);
    expect([nearestBeat(state.beats, 9999), nearestBeat(NO_BEATS, 0)]).toEqual([5, null]);
  });
});

describe('jump', () => {
  it('goes to the neighbours and stops at the ends', () => {
    expect(jumpTo('next', state, from(2))).toBe(3);
    expect(jumpTo('next', state, from(5))).toBeNull();
    expect(jumpTo('previous', state, from(0))).toBeNull();
    expect(jumpTo('next', state, from(null, 250))).toBe(3);
    expect(jumpTo('previous', state, from(null, 250))).toBe(2);
    expect(jumpTo('next', { ...state, beats: NO_BEATS }, from(null))).toBeNull();
  });

  it('goes to disagreements (2: A as N, 3: N as V) and round to the first again', () => {
    expect(jumpTo('disagreement', state, from(0))).toBe(2);
    expect(jumpTo('disagreement', state, from(2))).toBe(3);
    expect(jumpTo('disagreement', state, from(3))).toBe(2);
  });

  it('goes to beats that either calls V (1 and 3)', () => {
    expect(jumpTo('ventricular', state, from(null))).toBe(1);
    expect(jumpTo('ventricular', state, from(1))).toBe(3);
  });

  it('goes up in confidence: 2 and 4 (0.6), 1 (0.7), 0 (0.9), 3 (0.95)', () => {
    expect(jumpTo('doubt', state, from(3))).toBe(2);
    expect(jumpTo('doubt', state, from(2))).toBe(4);
    expect(jumpTo('doubt', state, from(4))).toBe(1);
    expect(jumpTo('doubt', state, from(1))).toBe(0);
  });

  it('leads to nothing that blind mode hides', () => {
    const reading = { peak: 300, symbol: 'N', modelSymbol: 'V', referenceSymbol: 'N' };
    const blind: AppState = {
      ...state,
      settings: { ...state.settings, blind: true },
      work: { ...state.work, blindReadings: [reading] },
    };
    expect(jumpTo('disagreement', blind, from(0))).toBe(3);
    expect(jumpTo('doubt', blind, from(null))).toBe(3);
    expect(jumpTo('disagreement', { ...blind, work: state.work }, from(0))).toBeNull();
    expect(jumpTo('next', blind, from(0))).toBe(1);
  });
});
