import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { delineateBeats } from './delineate-beats.ts';
import type { DelineatedBeat } from './wave.ts';

const RATE = 500;
/** Amplitude mV, centre and width s of the waves of a beat. */
type Bells = Readonly<Record<string, readonly [number, number, number]>>;
const NORMAL = {
  p: [0.12, -0.16, 0.02],
  r: [1.2, 0, 0.01],
  s: [-0.3, 0.03, 0.01],
  t: [0.3, 0.28, 0.04],
} as const;

/** A lead of equal beats, one per second from 1 s on. */
function lead(count: number, bells: Bells, noiseMv = 0): { signal: Float32Array; peaks: number[] } {
  const random = createRandom(3);
  const peaks = Array.from({ length: count }, (_, k) => (k + 1) * RATE);
  const signal = Float32Array.from({ length: (count + 1) * RATE }, (_, n) => {
    const seconds = n / RATE;
    const beat = Math.min(count, Math.max(1, Math.round(seconds - 0.05)));
    let sum = noiseMv * random.normal();
    for (const [amplitude, centre, width] of Object.values(bells)) {
      sum += amplitude * Math.exp(-0.5 * ((seconds - beat - centre) / width) ** 2);
    }
    return sum;
  });
  return { signal, peaks };
}

function delineate(bells: Bells, noiseMv = 0): DelineatedBeat[] {
  const { signal, peaks } = lead(20, bells, noiseMv);
  return delineateBeats(signal, { samplingFrequency: RATE, peaks });
}

describe('delineateBeats', () => {
  it('finds bells from 5 % to 5 % of their height: 2.45 deviations on each side', () => {
    for (const { rPeak, p, qrs, t } of delineate(NORMAL).slice(1, -1)) {
      const off = (place: number | undefined, seconds: number): number =>
        Math.abs(((place ?? NaN) - rPeak) / RATE - seconds) * 1000;
      expect(off(p?.onset, -0.16 - 2.45 * 0.02)).toBeLessThanOrEqual(6);
      expect(off(p?.peak, -0.16)).toBeLessThanOrEqual(2);
      expect(off(p?.offset, -0.16 + 2.45 * 0.02)).toBeLessThanOrEqual(6);
      expect(off(qrs?.onset, -2.8 * 0.01)).toBeLessThanOrEqual(4);
      expect(qrs?.peak).toBe(rPeak);
      expect(off(qrs?.offset, 0.03 + 2.45 * 0.01)).toBeLessThanOrEqual(4);
      expect(off(t?.onset, 0.28 - 2.45 * 0.04)).toBeLessThanOrEqual(8);
      expect(off(t?.peak, 0.28)).toBeLessThanOrEqual(2);
      expect(off(t?.offset, 0.28 + 2.45 * 0.04)).toBeLessThanOrEqual(8);
      expect(t?.morphology).toBe('normal');
    }
  });

  it('finds QRS and T of an upside-down lead where it finds those of the upright one', () => {
    const { signal, peaks } = lead(20, NORMAL, 0.01);
    const options = { samplingFrequency: RATE, peaks };
    const upright = delineateBeats(signal, options);
    delineateBeats(
      signal.map((value) => -value),
      options,
    ).forEach(({ qrs, t }, k) => {
      expect(qrs).toEqual(upright[k].qrs);
      expect({ ...t, morphology: 'normal' }).toEqual(upright[k].t);
      expect(t?.morphology).toBe('inverted');
    });
  });

  it('tells a T wave of two lobes and marks the larger', () => {
    const bells = { ...NORMAL, t: [0.25, 0.24, 0.03], s: [-0.4, 0.33, 0.03] } as const;
    for (const { rPeak, t } of delineate(bells).slice(1, -1)) {
      expect(t?.morphology).toBe('biphasic');
      expect(Math.abs(((t?.peak ?? 0) - rPeak) / RATE - 0.33)).toBeLessThan(0.015);
    }
  });

  it('has null for a wave that is not there, and for every wave of a flat lead', () => {
    const { p: _p, ...withoutP } = NORMAL;
    for (const beat of delineate(withoutP, 0.01)) expect(beat.p).toBeNull();
    const { t: _t, ...withoutT } = NORMAL;
    for (const beat of delineate(withoutT).slice(0, -1)) expect(beat.t).toBeNull();
    expect(delineate({})[3]).toEqual({ rPeak: 4 * RATE, p: null, qrs: null, t: null });
  });

  it('ends a P wave on a falling PR segment where its own slope has gone, not where the fall ends', () => {
    const bells = { ...NORMAL, level: [-0.2, 0.03, 0.09] } as const;
    for (const { rPeak, p } of delineate(bells).slice(1, -1)) {
      const off = (place: number | undefined, seconds: number): number =>
        Math.abs(((place ?? NaN) - rPeak) / RATE - seconds) * 1000;
      // Two deviations of the CSE referees, ms.
      expect(off(p?.onset, -0.16 - 2.45 * 0.02)).toBeLessThanOrEqual(10.2);
      expect(off(p?.offset, -0.16 + 2.45 * 0.02)).toBeLessThanOrEqual(12.7);
    }
  });

  it('takes the slow tail of a steep R wave into the complex', () => {
    const bells = { p: NORMAL.p, r: [1, 0, 0.007], tail: [0.6, 0.012, 0.014], t: NORMAL.t } as const;
    for (const { rPeak, qrs, t } of delineate(bells).slice(1, -1)) {
      expect(Math.abs(((qrs?.offset ?? NaN) - rPeak) / RATE - (0.012 + 2.45 * 0.014))).toBeLessThanOrEqual(
        0.0116,
      );
      expect(Math.abs(((t?.peak ?? NaN) - rPeak) / RATE - 0.28)).toBeLessThanOrEqual(0.002);
    }
  });

  it('ends a complex after its last small wave, not on top of it', () => {
    const bells = { p: NORMAL.p, r: NORMAL.r, r2: [0.06, 0.06, 0.012], t: NORMAL.t } as const;
    for (const { rPeak, qrs } of delineate(bells).slice(1, -1)) {
      expect(Math.abs(((qrs?.offset ?? NaN) - rPeak) / RATE - (0.06 + 2.45 * 0.012))).toBeLessThanOrEqual(
        0.0116,
      );
    }
  });

  it('takes no dip that repeats before the complexes for a P wave: it has to rise and fall as one', () => {
    const { p: _p, ...withoutP } = NORMAL;
    for (const beat of delineate({ ...withoutP, dip: [-0.04, -0.2, 0.11] }, 0.01)) expect(beat.p).toBeNull();
  });

  it('does not lengthen a complex like the others by what noise there is beside it', () => {
    const { signal, peaks } = lead(30, NORMAL, 0.005);
    const options = { samplingFrequency: RATE, peaks };
    const before = delineateBeats(signal, options);
    const at = peaks[14] + 0.08 * RATE;
    for (let n = -20; n <= 20; n++) signal[at + n] += 0.2 * Math.exp(-0.5 * (n / 4) ** 2);
    const { qrs } = delineateBeats(signal, options)[14];
    expect(((qrs?.offset ?? NaN) - (before[14].qrs?.offset ?? NaN)) / RATE).toBeLessThanOrEqual(0.02);
  });

  it('trusts a noisy beat less', () => {
    const [clean, noisy] = [0.002, 0.05].map((noiseMv) => delineate(NORMAL, noiseMv)[5]);
    for (const wave of ['qrs', 't'] as const) {
      for (const point of ['onset', 'offset'] as const) {
        const [more, less] = [clean, noisy].map((beat) => beat[wave]?.confidence[point] ?? NaN);
        expect(more).toBeGreaterThan(less);
        expect(less).toBeGreaterThanOrEqual(0);
        expect(more).toBeLessThanOrEqual(1);
      }
    }
  });

  it('keeps onset before peak before offset and waves apart, even in mere noise at any rate', () => {
    const random = createRandom(7);
    for (const samplingFrequency of [100, 128, 360, 1000]) {
      const signal = Float32Array.from({ length: 20 * samplingFrequency }, () => random.normal());
      const peaks = Array.from({ length: 25 }, (_, k) => Math.round((k + 0.5) * 0.7 * samplingFrequency));
      for (const { p, qrs, t } of delineateBeats(signal, { samplingFrequency, peaks })) {
        const places = [p, qrs, t].flatMap((wave) => (wave ? [wave.onset, wave.peak, wave.offset] : []));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        for (const wave of [p, qrs, t]) {
          if (wave) expect(wave.onset < wave.peak && wave.peak < wave.offset).toBe(true);
        }
      }
    }
  });

  it('reports nothing on samples that are missing, and the beats beside them as ever', () => {
    const { signal, peaks } = lead(20, NORMAL);
    const options = { samplingFrequency: RATE, peaks };
    const before = delineateBeats(signal, options);
    signal.fill(NaN, 10 * RATE - 10, 10 * RATE + 20);
    const after = delineateBeats(signal, options);
    expect(after[9].qrs).toBeNull();
    expect(after[3]).toEqual(before[3]);
    expect(after[15]).toEqual(before[15]);
  });

  it('gives a beat per peak over stretches and pauses', () => {
    const { signal, peaks } = lead(200, NORMAL);
    const kept = peaks.filter((_, k) => k < 50 || k > 120);
    const beats = delineateBeats(signal, { samplingFrequency: RATE, peaks: kept });
    expect(beats.map(({ rPeak }) => rPeak)).toEqual(kept);
    const widths = beats.map(({ qrs }) => (qrs ? qrs.offset - qrs.onset : 0));
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
    expect(delineateBeats(signal, { samplingFrequency: RATE, peaks: [] })).toEqual([]);
  });

  it.each([
    [{ samplingFrequency: 50, peaks: [1] }, 'got a sampling frequency of 50 Hz, expected at least 100 Hz'],
    [
      { samplingFrequency: 360, peaks: [5, 5] },
      'got 5 as R peak 1, expected ascending sample numbers from 0 to 99',
    ],
    [{ samplingFrequency: 360, peaks: [100] }, 'got 100 as R peak 0'],
    [{ samplingFrequency: 360, peaks: [1.5] }, 'got 1.5 as R peak 0'],
  ])('refuses %j', (options, message) => {
    expect(() => delineateBeats(new Float32Array(100), options)).toThrow(message);
  });
});
