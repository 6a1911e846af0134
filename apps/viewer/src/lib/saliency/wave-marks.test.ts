import { describe, expect, it } from 'vitest';
import type { DisplayItem } from '../display-list.ts';
import type { BeatWaves } from '../recording.ts';
import type { TraceFrame } from './trace-frame.ts';
import { waveBand, waveLines } from './wave-marks.ts';

/** 200 steps of 2 ms, the R peak in step 100; lanes from x = 48 to 448: 2 px per step. */
const frame: TraceFrame = {
  width: 458,
  height: 200,
  layout: { steps: 200, channels: 1, samplingFrequency: 500, originStep: 100, timeUnit: 'ms', unit: 'mV' },
  domain: [0, 1],
  unit: 'mV',
};
const sure = { onset: 1, peak: 1, offset: 1 };
const found = {
  waves: {
    rPeak: 1000,
    p: { onset: 890, peak: 930, offset: 950, confidence: sure },
    qrs: { onset: 980, peak: 1000, offset: 1020, confidence: { ...sure, offset: 0.2 } },
    t: { onset: 1060, peak: 1090, offset: 1120, confidence: sure, morphology: 'normal' },
  },
} as unknown as BeatWaves;
const readings = [
  { name: 'QRS', text: '80 ms', meaning: '', doubt: 'QRS offset not clear' },
  { name: 'PR', text: '180 ms', meaning: '', doubt: '' },
  { name: 'QT', text: '', meaning: '', doubt: 'no T wave found' },
] as const;
const textOf = (items: readonly DisplayItem[]): string[] =>
  items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));

describe('waves over a beat', () => {
  it('stand at their times, in samples of the recording at its own rate', () => {
    // By hand: the middle of step 100 is at 48 + 2 * 100.5 = 249 px, a sample of 2 ms is 2 px. P begins outside.
    const at = waveLines(frame, found, 500).map((item) => (item.kind === 'line' ? item.points[0] : NaN));
    expect(at).toEqual([149, 209, 289, 369]);
    const slower = waveLines(frame, found, 1000).map((item) => (item.kind === 'line' ? item.points[0] : NaN));
    expect(slower).toEqual([139, 199, 229, 269, 309, 369]);
  });

  it('are named with their measurements; what is uncertain has a question mark, what is not known is not there', () => {
    const band = waveBand(frame, found, readings, 500);
    expect(textOf(band.items)).toEqual(['PR 180 ms', 'P', 'QRS 80 ms ?', 'T']);
    expect(band.description).toBe('Waves of the beat: P, QRS, T; QRS 80 ms ?, PR 180 ms.');
  });
});
