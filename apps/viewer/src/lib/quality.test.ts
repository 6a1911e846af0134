import { describe, expect, it } from 'vitest';
import type { QualityInterval } from '@saliogram/signal';
import { qualityBands } from './paper/quality-bands.ts';
import { intervalsOf, qualityAt, stretchToAssess, summariseQuality, withStretch } from './quality.ts';
import type { RecordingFacts, StretchQuality } from './recording.ts';

const recordingOf = (hours: number): RecordingFacts => ({
  name: 'r',
  kind: 'wfdb',
  samplingFrequency: 100,
  sampleCount: hours * 360_000,
  leads: [{ name: 'II', units: 'mV' }],
  comments: [],
  annotators: [],
  digest: 'd',
});
const stretch = (
  from: number,
  to: number,
  intervals: readonly QualityInterval[],
  indices: readonly number[] = [],
): StretchQuality => ({ recording: 'd', from, to, leads: [{ intervals, indices }] });

describe('what is assessed', () => {
  it('is the whole of a recording of up to two hours, once', () => {
    const place = { startS: 3000, endS: 3010 };
    expect(stretchToAssess(recordingOf(2), place, [])).toEqual({ from: 0, to: 720_000 });
    expect(stretchToAssess(recordingOf(2), place, [stretch(0, 720_000, [])])).toBeNull();
  });

  it('is of a longer one the ten minutes that are looked at', () => {
    const day = recordingOf(24);
    const at = (startS: number, known: readonly StretchQuality[] = []) =>
      stretchToAssess(day, { startS, endS: startS + 10 }, known);
    expect(at(650)).toEqual({ from: 60_000, to: 120_000 });
    expect(at(650, [stretch(60_000, 120_000, [])])).toBeNull();
    // A strip over the seam has both.
    expect(at(1195, [stretch(60_000, 120_000, [])])).toEqual({ from: 120_000, to: 180_000 });
    expect(at(24 * 3600 - 5)).toEqual({ from: 24 * 360_000 - 60_000, to: 24 * 360_000 });
  });
});

describe('quality', () => {
  const quality = withStretch(
    [stretch(60_000, 120_000, [{ from: 60_000, to: 60_500, kind: 'flat' }], [0.5, 1])],
    stretch(0, 60_000, [{ from: 59_000, to: 60_000, kind: 'flat' }], [0.9, 0.8]),
  );

  it('of stretches is that of one lead: intervals are joined at the seam', () => {
    expect(intervalsOf(quality, 0)).toEqual([{ from: 59_000, to: 60_500, kind: 'flat' }]);
    expect(qualityAt(quality, 0, 60_499)).toBe('flat');
    expect(qualityAt(quality, 0, 60_500)).toBe('');
    // By hand: (0.5 + 1 + 0.9 + 0.8) / 4, 1,500 samples of 100 Hz.
    const summary = summariseQuality(quality, 0, 100);
    expect(summary.index).toBeCloseTo(0.8, 12);
    expect(summary).toMatchObject({
      lowest: 0.5,
      secondsOf: { leadsOff: 0, flat: 15, noisy: 0 },
      seconds: 1200,
    });
  });

  it('is hatched on its lane, as far as the sheet reaches', () => {
    const lane = { lead: 0, top: 60, height: 100 } as never;
    const items = qualityBands(quality, [lane], { startS: 595, pxPerS: 10, samplingFrequency: 100 }, 400);
    const boxes = items.filter((item) => item.kind === 'rectangle');
    // 590 to 605 s: what lies before the sheet is left out.
    expect(boxes).toMatchObject([{ x: 0, y: 60, width: 100, height: 100 }]);
    expect(items.flatMap((item) => (item.kind === 'text' ? [item.text] : []))).toEqual(['flat']);
  });
});
