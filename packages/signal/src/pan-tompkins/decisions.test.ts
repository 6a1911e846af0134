import { describe, expect, it } from 'vitest';
import type { Candidate } from './candidate.ts';
import { candidateAt } from './candidate.ts';
import { createRrAverages } from './rr-average.ts';
import { createSearchBack } from './search-back.ts';
import { isTWave } from './t-wave.ts';
import { createThresholds } from './thresholds.ts';

const span = (values: Float32Array) => ({ values, origin: 0, end: values.length });

const candidate = (at: number, integrated: number): Candidate => ({
  at,
  integrated,
  filtered: 1,
  filteredAt: at,
  slope: 1,
});

describe('thresholds', () => {
  it('follow the published updates', () => {
    const thresholds = createThresholds();
    thresholds.learn(span(Float32Array.of(9, -24, 3, 0)), 0, 4); // SPK 24/3 = 8, NPK (36/4)/2 = 4.5
    expect(thresholds.upper(true)).toBeCloseTo(4.5 + 0.25 * 3.5, 12);
    thresholds.sawSignal(16); // SPK 0.125 16 + 0.875 8 = 9
    thresholds.sawNoise(0.5); // NPK 0.0625 + 0.875 4.5 = 4
    expect(thresholds.upper(true)).toBeCloseTo(5.25, 12);
    thresholds.sawSignalInSearchBack(21); // SPK 0.25 21 + 0.75 9 = 12
    expect(thresholds.upper(true)).toBeCloseTo(6, 12);
    expect(thresholds.lower(true)).toBeCloseTo(3, 12);
    expect(thresholds.upper(false)).toBeCloseTo(3, 12);
    expect(thresholds.lower(false)).toBeCloseTo(1.5, 12);
  });
});

describe('RR averages', () => {
  it('take eight intervals, and into the second only those near it', () => {
    const averages = createRrAverages();
    expect(averages.latest()).toBeUndefined();
    for (let i = 0; i < 8; i++) averages.add(160);
    expect(averages.isRegular()).toBe(true);
    averages.add(80); // too short for the second average
    expect(averages.latest()).toBe(150);
    expect(averages.regular()).toBe(160);
    expect(averages.isRegular()).toBe(false);
    for (let i = 0; i < 8; i++) averages.add(176); // within 116 %
    expect([averages.latest(), averages.regular(), averages.isRegular()]).toEqual([176, 176, true]);
  });
});

describe('T wave', () => {
  it('is soon after a QRS complex and less than half as steep', () => {
    expect(isTWave(71, 0.49, 1)).toBe(true);
    expect(isTWave(72, 0.49, 1)).toBe(false);
    expect(isTWave(71, 0.5, 1)).toBe(false);
  });
});

describe('search back', () => {
  it('takes the highest accepted peak, then looks only after it', () => {
    const searchBack = createSearchBack<Candidate>();
    [3, 9, 5, 7].forEach((height, i) => searchBack.keep(candidate(100 * i, height)));
    expect(searchBack.take((peak) => peak.integrated !== 9)?.integrated).toBe(7);
    expect(searchBack.take(() => true)).toBeUndefined();
    searchBack.keep(candidate(900, 1));
    searchBack.clear();
    expect(searchBack.take(() => true)).toBeUndefined();
  });
});

describe('candidates', () => {
  it('are peaks that nothing within 200 ms exceeds, with what the window before them holds', () => {
    const integrated = new Float32Array(200);
    integrated[50] = 2;
    integrated[90] = 3; // 40 samples on: hides the one before
    integrated[131] = 1; // 41 samples on
    integrated[132] = 1; // its plateau
    const filtered = new Float32Array(200);
    filtered[70] = -5;
    filtered[30] = 9; // before the window
    const slope = new Float32Array(200);
    slope[89] = -4;
    const signals = { integrated: span(integrated), filtered: span(filtered), slope: span(slope) };
    const found = Array.from({ length: 199 }, (_, i) => candidateAt(signals, i + 1)).filter(
      (peak) => peak !== undefined,
    );
    expect(found.map(({ at }) => at)).toEqual([90, 131]);
    expect(found[0]).toEqual({ at: 90, integrated: 3, filtered: 5, filteredAt: 70, slope: 4 });
  });
});
