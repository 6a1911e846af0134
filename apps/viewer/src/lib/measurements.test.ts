import { describe, expect, it } from 'vitest';
import { NO_BEATS } from './app-state.ts';
import { marchOut, readCalipers, snapToExtremum } from './calipers.ts';
import { peakAmplitude, rhythmOf } from './measurements.ts';

describe('rhythm', () => {
  const beats = { ...NO_BEATS, count: 3, peaks: Int32Array.of(100, 388, 820) };

  it('measures 288 samples of 360 Hz as 800 ms and 75 per minute', () => {
    expect(rhythmOf(beats, 1, 360)).toEqual({ rrBeforeMs: 800, rrAfterMs: 1200, ratePerMin: 75 });
  });

  it('has nothing before the first beat and behind the last', () => {
    expect(rhythmOf(beats, 0, 360)).toEqual({ rrBeforeMs: null, rrAfterMs: 800, ratePerMin: null });
    expect(rhythmOf(beats, 2, 360)).toMatchObject({ rrBeforeMs: 1200, rrAfterMs: null });
  });
});

describe('amplitude', () => {
  const samples = new Float32Array(200).fill(0.25);
  samples.set([1, 1.5, 1], 99);

  it('is 1.25 mV for a peak of 1.5 mV two samples beside, over a level of 0.25 mV', () => {
    expect(peakAmplitude(samples, 98, 100)).toBeCloseTo(1.25, 6);
  });

  it('is negative for a beat that points downwards', () => {
    expect(
      peakAmplitude(
        samples.map((value) => -value),
        100,
        100,
      ),
    ).toBeCloseTo(-1.25, 6);
  });

  it('passes over missing samples, and is nothing where all are missing', () => {
    expect(peakAmplitude(samples.with(101, NaN), 100, 100)).toBeCloseTo(1.25, 6);
    expect(peakAmplitude(new Float32Array(200).fill(NaN), 100, 100)).toBeNull();
  });
});

describe('calipers', () => {
  const calipers = { aS: 2, bS: 1.25, lead: 0, marching: true };

  it('read 750 ms, 80 per minute and the later value minus the earlier', () => {
    expect(readCalipers(calipers, 0.5, -0.25)).toEqual({ durationMs: 750, ratePerMin: 80, difference: 0.75 });
    expect(readCalipers({ ...calipers, bS: 2 }, NaN, 1)).toMatchObject({
      ratePerMin: null,
      difference: null,
    });
  });

  it('march out to both sides without themselves', () => {
    expect(marchOut(calipers, 0, 4)).toEqual([0.5, 2.75, 3.5]);
    expect(marchOut({ ...calipers, bS: 2.01 }, 0, 4)).toEqual([]);
  });

  it('snap to the sample furthest from the line between the ends, also on a slope', () => {
    expect(snapToExtremum([0, 0, 1, 5, 1, 0, 0], 2, 2)).toBe(3);
    // A bump of 1 on a slope of 1 per sample: the highest sample is the last, the extremum the third.
    expect(snapToExtremum([0, 1, 3, 3, 4, 5], 2, 3)).toBe(2);
    expect(snapToExtremum([0, 1, 2, 3], 1, 5)).toBe(1);
    expect(snapToExtremum([NaN, 1, 3, 1, 0], 2, 2)).toBe(2);
  });
});
