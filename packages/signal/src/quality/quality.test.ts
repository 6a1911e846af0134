import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { addNoiseAtSnr } from '../noise/add-noise.ts';
import { NOISE_KINDS, synthesizeNoise } from '../noise/synthesize-noise.ts';
import { assessQuality } from './assess-quality.ts';
import { beatCorrelation } from './beat-correlation.ts';
import { kurtosis } from './kurtosis.ts';
import { bandPower, powerSpectrum } from './power-spectrum.ts';
import { qualityIndex } from './quality-index.ts';
import type { QualityMeasures } from './quality-index.ts';

const RATE = 250;

/** A minute of beats of P, QRS and T with 10 microvolts of noise, and where they are. */
function minute(): { signal: Float32Array; beats: number[] } {
  const random = createRandom(1);
  const signal = Float32Array.from({ length: 60 * RATE }, () => 0.01 * random.normal());
  const beats: number[] = [];
  for (let second = 0.5; second < 59.5; second += 0.8 + 0.03 * random.normal()) {
    const at = Math.round(second * RATE);
    beats.push(at);
    for (const [offset, width, height] of [
      [-0.16, 0.02, 0.1],
      [0, 0.012, 1],
      [0.25, 0.05, 0.25],
    ]) {
      for (let i = Math.max(0, at - RATE); i < Math.min(signal.length, at + RATE); i++) {
        signal[i] += height * Math.exp(-0.5 * (((i - at) / RATE - offset) / width) ** 2);
      }
    }
  }
  return { signal, beats };
}

const seconds = (from: number, to: number): [number, number] => [from * RATE, to * RATE];

describe('measures', () => {
  it('spectrum: by its definition, and the power of a sine where the sine is', () => {
    const piece = Float32Array.from({ length: 64 }, (_, n) => Math.sin(n) + (n % 7));
    const mean = piece.reduce((a, b) => a + b, 0) / 64;
    const spectrum = powerSpectrum(piece);
    expect(spectrum).toHaveLength(33);
    for (const k of [0, 1, 10, 32]) {
      let [re, im] = [0, 0];
      piece.forEach((value, n) => {
        const weighted = (value - mean) * (0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / 64));
        re += weighted * Math.cos((2 * Math.PI * k * n) / 64);
        im -= weighted * Math.sin((2 * Math.PI * k * n) / 64);
      });
      expect(spectrum[k]).toBeCloseTo(re * re + im * im, 6);
    }
    const sine = powerSpectrum(
      Float32Array.from({ length: 2500 }, (_, n) => Math.sin((2 * Math.PI * 10 * n) / RATE)),
    );
    expect(bandPower(sine, RATE, 9.5, 10.5) / bandPower(sine, RATE, 0, Infinity)).toBeGreaterThan(0.999);
  });

  it('kurtosis: 1 of two values, 1.5 of a sine, 0 of a constant', () => {
    expect(kurtosis(Float32Array.of(1, -1, 1, -1))).toBe(1);
    expect(
      kurtosis(Float32Array.from({ length: 1000 }, (_, n) => Math.sin((2 * Math.PI * n) / 100))),
    ).toBeCloseTo(1.5, 5);
    expect(kurtosis(new Float32Array(9).fill(2))).toBe(0);
  });

  it('correlation of beats: 1 of equal ones, whatever a single other one does; null of two', () => {
    const signal = new Float32Array(2000);
    const peaks = [200, 500, 800, 1100, 1400, 1700, 1850];
    for (const peak of peaks) signal.set([1, 3, -1], peak - 1);
    signal.set([-2, 0, 4, 4], 800 - 1);
    const correlation = beatCorrelation(signal, peaks, 200);
    expect(correlation).toBeGreaterThan(0.9);
    expect(beatCorrelation(signal, [200, 500, 1100], 200)).toBeCloseTo(1, 12);
    expect(beatCorrelation(signal, [10, 200, 500, 1990], 200)).toBeNull();
  });

  it('index: a product of ramps', () => {
    const clean: QualityMeasures = {
      missing: 0,
      atLimit: 0,
      flat: 0,
      baseline: 0.1,
      highFrequency: 0.02,
      qrsBand: 0.7,
      kurtosis: 9,
      beats: 12,
      detectorAgreement: 1,
      beatCorrelation: 0.97,
    };
    expect(qualityIndex(clean)).toEqual({ clarity: 1, index: 1 });
    const partly = qualityIndex({ ...clean, missing: 0.1, atLimit: 0.2, flat: 0.3 });
    expect(partly.clarity).toBe(1);
    expect(partly.index).toBeCloseTo(0.4, 12);
    expect(qualityIndex({ ...clean, beatCorrelation: 0.6, baseline: 0.89 }).clarity).toBeCloseTo(0.25, 12);
    expect(qualityIndex({ ...clean, highFrequency: 0.45 }).index).toBeCloseTo(0.5, 12);
    for (const bad of [{ beatCorrelation: null }, { baseline: 1 }, { highFrequency: 0.9 }]) {
      expect(qualityIndex({ ...clean, ...bad })).toEqual({ clarity: 0, index: 0 });
    }
  });
});

describe('assessQuality', () => {
  it('finds nothing wrong with a clean lead, upside down too', () => {
    const { signal } = minute();
    for (const lead of [signal, signal.map((value) => -value)]) {
      const { windows, intervals } = assessQuality(lead, { samplingFrequency: RATE });
      expect(windows.map(({ from, to }) => [from, to])).toEqual(
        [0, 10, 20, 30, 40, 50].map((start) => seconds(start, start + 10)),
      );
      expect(Math.min(...windows.map(({ index }) => index))).toBeGreaterThan(0.95);
      expect(intervals).toEqual([]);
    }
  });

  it('says where the lead is off, flat and noisy', () => {
    const { signal } = minute();
    const random = createRandom(2);
    signal.fill(NaN, ...seconds(2, 4.5));
    signal.fill(0.2, ...seconds(12, 15));
    signal.fill(5, ...seconds(23, 26));
    signal.fill(-5, ...seconds(26, 27.5));
    for (let i = 40 * RATE; i < 50 * RATE; i++) signal[i] += 0.5 * random.normal();
    signal.fill(NaN, ...seconds(44, 46));
    const { windows, intervals } = assessQuality(signal, { samplingFrequency: RATE });
    const is = (kind: string, from: number, to: number) => ({ kind, from: from * RATE, to: to * RATE });
    expect(intervals.filter(({ kind }) => kind !== 'noisy')).toEqual([
      is('leadsOff', 2, 4.5),
      is('flat', 12, 15),
      is('leadsOff', 23, 27.5),
      is('leadsOff', 44, 46),
    ]);
    const noisy = intervals.filter(({ kind }) => kind === 'noisy');
    expect(noisy).toEqual([is('noisy', 40, 44), is('noisy', 46, 50)]);
    expect(windows[0]).toMatchObject({ missing: 0.25, flat: 0, atLimit: 0 });
    expect(windows[1]).toMatchObject({ missing: 0, flat: 0.3, atLimit: 0 });
    expect(windows[2]).toMatchObject({ missing: 0, flat: 0, atLimit: 0.45 });
    expect(windows[3].index).toBeGreaterThan(0.95);
    expect(windows[5].index).toBeGreaterThan(0.95);
  });

  it('falls with every kind of noise, the more the more of it', () => {
    const { signal, beats } = minute();
    for (const kind of NOISE_KINDS) {
      const noise = synthesizeNoise(kind, {
        sampleCount: signal.length,
        samplingFrequency: RATE,
        random: createRandom(3),
      });
      const mean = (snrDb: number): number => {
        const options = { samplingFrequency: RATE, snrDb, beats, schedule: 'throughout' } as const;
        const { windows } = assessQuality(addNoiseAtSnr(signal, noise, options), { samplingFrequency: RATE });
        return windows.reduce((sum, { index }) => sum + index, 0) / windows.length;
      };
      const indices = [30, 12, 0, -12].map(mean);
      expect(indices, kind).toEqual(indices.toSorted((a, b) => b - a));
      expect(indices[0], kind).toBeGreaterThan(0.9);
      expect(indices[3], kind).toBeLessThan(0.1);
    }
  });

  it('takes empty, constant and missing leads', () => {
    const assess = (values: number[]) => assessQuality(Float32Array.from(values), { samplingFrequency: 10 });
    expect(assess([])).toEqual({ windows: [], intervals: [] });
    const kinds = [0, NaN].map((value) => assess(Array.from({ length: 120 }, () => value)));
    expect(kinds.map(({ intervals }) => intervals)).toEqual([
      [{ from: 0, to: 120, kind: 'flat' }],
      [{ from: 0, to: 120, kind: 'leadsOff' }],
    ]);
    for (const { windows } of kinds) expect(windows.map(({ index }) => index)).toEqual([0, 0]);
    for (const options of [{ samplingFrequency: 0 }, { samplingFrequency: 9, windowSeconds: 0 }]) {
      expect(() => assessQuality(new Float32Array(9), options)).toThrow(
        expect.objectContaining({ code: 'argument-invalid' }),
      );
    }
  });
});
