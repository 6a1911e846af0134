import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delineateBeats } from '../delineation/delineate-beats.ts';
import { measureBeats } from '../delineation/measure-beats.ts';
import type { DelineatedBeat, DelineatedTWave } from '../delineation/wave.ts';
import { changeBeat } from './change-beat.ts';

const RATE = 400;
const wave = (onset: number, peak: number, offset: number): DelineatedTWave => ({
  onset,
  peak,
  offset,
  confidence: { onset: 1, peak: 1, offset: 1 },
  morphology: 'normal',
});
const BEAT: DelineatedBeat = {
  rPeak: 200,
  p: wave(120, 140, 160),
  qrs: wave(190, 200, 220),
  t: wave(280, 320, 360),
};

/** A cosine bell from `from` to `to`, of height 1. */
const bell = (n: number, from: number, to: number): number =>
  n <= from || n >= to ? 0 : (1 - Math.cos((2 * Math.PI * (n - from)) / (to - from))) / 2;
const BEAT_MV = Float32Array.from(
  { length: 500 },
  (_, n) => 0.2 * bell(n, 120, 160) + 1.2 * bell(n, 190, 210) + 0.4 * bell(n, 280, 360),
);
const changed = (change: Parameters<typeof changeBeat>[2], beat = BEAT): Float32Array =>
  changeBeat(BEAT_MV, beat, change, RATE);
const farthest = (a: Float32Array, b: Float32Array): number =>
  Math.max(...a.map((value, n) => Math.abs(value - b[n])));

describe('changeBeat', () => {
  it('gives the samples themselves without a change, whatever they are', () => {
    const samples = fc.float32Array({ minLength: 500, maxLength: 500, noNaN: true, noDefaultInfinity: true });
    const none = { qrsScale: 1, stShiftMv: 0, pScale: 1, tScale: 1 };
    fc.assert(
      fc.property(samples, (values) => {
        expect(changeBeat(values, BEAT, none, RATE)).toEqual(values);
        expect(changeBeat(values, BEAT, {}, RATE)).toEqual(values);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('leaves what it is given alone', () => {
    const before = BEAT_MV.slice();
    const after = changed({ qrsScale: 1.5, stShiftMv: 0.1, pScale: 0, tScale: -1 });
    expect(BEAT_MV).toEqual(before);
    expect(farthest(after, before)).toBeGreaterThan(0.1);
  });

  it.each([2, 0.5, 0, -1])('scales the P wave by %d at its peak, and nothing outside of it', (pScale) => {
    const values = changed({ pScale });
    expect(values[140]).toBeCloseTo(0.2 * pScale, 6);
    expect(values.subarray(0, 121)).toEqual(BEAT_MV.subarray(0, 121));
    expect(values.subarray(160)).toEqual(BEAT_MV.subarray(160));
  });

  it('leaves less than 3 % of a P wave that it removes', () => {
    // At 15 % of its duration a cosine bell has come to (1 - cos(0.3 pi)) / 2 = 0.21 of its height; the seam takes most of that.
    expect(Math.max(...changed({ pScale: 0 }).subarray(120, 161))).toBeLessThan(0.03 * 0.2);
  });

  it('scales a T wave that stands on a slope from the line between its ends', () => {
    const slope = BEAT_MV.map((value, n) => value + 0.001 * n);
    const values = changeBeat(slope, BEAT, { tScale: -0.5 }, RATE);
    expect(values[320]).toBeCloseTo(0.32 - 0.5 * 0.4, 6);
    expect(values[290]).toBeCloseTo(slope[290] - 1.5 * share(10) * (slope[290] - 0.29), 6);
  });

  it('shifts the ST level by its dose from the J point to the T onset, and nothing before or after', () => {
    const values = changed({ stShiftMv: 0.15 });
    for (let n = 220; n <= 280; n++) expect(values[n] - BEAT_MV[n]).toBeCloseTo(0.15, 6);
    expect(values[320] - BEAT_MV[320]).toBeCloseTo(0.075, 6);
    // 20 ms are 8 samples.
    expect(values.subarray(0, 213)).toEqual(BEAT_MV.subarray(0, 213));
    expect(values.subarray(360)).toEqual(BEAT_MV.subarray(360));
    const without = changed({ stShiftMv: 0.15 }, { ...BEAT, t: null });
    // 80 and 160 ms after the J point.
    expect(without[252] - BEAT_MV[252]).toBeCloseTo(0.15, 6);
    expect(without.subarray(284)).toEqual(BEAT_MV.subarray(284));
  });

  it.each([1.5, 2, 0.8])('gives the QRS complex %d times its duration around the R peak', (qrsScale) => {
    const values = changed({ qrsScale });
    for (let n = Math.ceil(200 - 10 * qrsScale); n <= 200 + 20 * qrsScale; n++) {
      expect(Math.abs(values[n] - 1.2 * bell(200 + (n - 200) / qrsScale, 190, 210))).toBeLessThan(0.01);
    }
    expect(values[200]).toBe(BEAT_MV[200]);
  });

  it('moves what lies around a wider complex as it is, by the added time of its side and half of the seam’s', () => {
    const values = changed({ qrsScale: 2 });
    // Before: 10 samples more, and of the seam's 8 half the time at twice the pace: 8 / 2 * (1 - 1 / 2) = 2.
    expect(values.subarray(80, 150)).toEqual(BEAT_MV.subarray(92, 162));
    // After: 20 samples more, and 2.
    expect(values.subarray(260, 400)).toEqual(BEAT_MV.subarray(238, 378));
  });

  it('has no step and no kink at the ends of a change', () => {
    const still = new Float32Array(500).fill(0.3);
    const steps = (values: Float32Array): number[] => Array.from(values.subarray(1), (v, n) => v - values[n]);
    const st = steps(changeBeat(still, BEAT, { stShiftMv: 0.2 }, RATE));
    // The slope of half a cosine over 8 samples is at most pi / 16 a sample, its change pi^2 / 128.
    expect(Math.max(...st.map(Math.abs))).toBeLessThanOrEqual((0.2 * Math.PI) / 16 + 1e-6);
    expect(Math.max(...steps(Float32Array.from(st)).map(Math.abs))).toBeLessThanOrEqual(
      (0.2 * Math.PI ** 2) / 128 + 1e-6,
    );
    const ramp = Float32Array.from(still, (_, n) => n / 100);
    const pace = steps(changeBeat(ramp, BEAT, { qrsScale: 2 }, RATE)).slice(50, 450);
    expect(Math.min(...pace)).toBeCloseTo(0.005, 5);
    expect(Math.max(...pace)).toBeCloseTo(0.01, 5);
    // The pace goes from 1 / 2 to 1 in 8 samples, at most by pi / 16 of that in one.
    expect(Math.max(...steps(Float32Array.from(pace)).map(Math.abs))).toBeLessThanOrEqual(
      (0.005 * Math.PI) / 16 + 1e-5,
    );
  });

  it('is read off by delineation as it was asked for', () => {
    const beats = Array.from({ length: 12 }, (_, k) => (k + 1) * RATE);
    const lead = Float32Array.from({ length: 13 * RATE }, (_, n) => {
      const s = ((n + RATE / 2) % RATE) / RATE - 0.5;
      const at = (height: number, centre: number, width: number): number =>
        height * Math.exp(-0.5 * ((s - centre) / width) ** 2);
      return at(0.12, -0.16, 0.02) + at(1.2, 0, 0.012) + at(-0.3, 0.035, 0.012) + at(0.3, 0.28, 0.04);
    });
    const read = (values: Float32Array) => {
      const delineated = delineateBeats(values, { samplingFrequency: RATE, peaks: beats });
      return { delineated, measured: measureBeats(values, delineated, RATE)[5] };
    };
    const before = read(lead);
    const after = (change: Parameters<typeof changeBeat>[2]) =>
      read(changeBeat(lead, before.delineated[5], change, RATE)).measured;
    const own = before.measured;
    // 5 ms are 2 samples.
    expect(Math.abs(after({ qrsScale: 1.4 }).qrsDurationMs! - 1.4 * own.qrsDurationMs!)).toBeLessThanOrEqual(
      10,
    );
    expect(after({ stShiftMv: 0.1 }).stJ60Mv! - own.stJ60Mv!).toBeCloseTo(0.1, 2);
    expect(after({ tScale: 0.5 }).tAmplitudeMv! / own.tAmplitudeMv!).toBeCloseTo(0.5, 1);
    expect(after({ pScale: 0 }).pAmplitudeMv).toBeNull();
  });

  it.each([
    [{ qrsScale: 0 }, BEAT, 'got 0 as QRS duration scale, expected a number in its range'],
    [{ stShiftMv: NaN }, BEAT, 'got NaN as ST shift'],
    [
      { tScale: 2 },
      { ...BEAT, t: null },
      'got 2 as T wave scale, expected no change of a wave that the beat',
    ],
    [{ stShiftMv: 1 }, { ...BEAT, qrs: null }, 'got 1 as ST shift'],
  ])('refuses %j', (change, beat, message) => {
    expect(() => changed(change, beat)).toThrow(message);
  });
});

/** How much of a change has come 10 samples after the onset of the T wave: its seam is 15 % of 80 samples. */
function share(samples: number): number {
  return (1 - Math.cos((Math.PI * samples) / 12)) / 2;
}
