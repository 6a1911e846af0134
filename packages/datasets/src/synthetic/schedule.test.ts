import { describe, expect, it } from 'vitest';
import { createRandom } from '@saliogram/core';
import { rrInterval } from './rhythm.ts';
import { scheduleBeats } from './schedule.ts';

describe('scheduleBeats', () => {
  const mix = { N: 5, L: 1, R: 1, V: 1, '/': 1 };

  it('keeps near the mix over a long recording', () => {
    const beats = scheduleBeats(3600, mix, createRandom(1));
    for (const [symbol, share] of Object.entries(mix)) {
      const part = beats.filter((beat) => beat.symbol === symbol).length / beats.length;
      expect(Math.abs(part - share / 9)).toBeLessThan(0.03);
    }
  });

  it('lets a premature beat come early and a pause make up for it', () => {
    const beats = scheduleBeats(600, mix, createRandom(2));
    const middle = beats.findIndex((beat, i) => i > 0 && i + 1 < beats.length && beat.symbol === 'V');
    const [before, here, after] = beats.slice(middle - 1, middle + 2).map(({ seconds }) => seconds);
    expect(here - before).toBeLessThan(0.75 * (after - here));
    expect((after - before) / 2).toBeCloseTo(60 / 72, 0);
  });

  it('makes recordings of one class, also of premature beats alone', () => {
    expect(new Set(scheduleBeats(60, { V: 1 }, createRandom(3)).map(({ symbol }) => symbol))).toEqual(
      new Set(['V']),
    );
    expect(new Set(scheduleBeats(60, { L: 2 }, createRandom(3)).map(({ symbol }) => symbol))).toEqual(
      new Set(['L']),
    );
  });
});

describe('rrInterval', () => {
  it('has the mean and standard deviation asked for', () => {
    const interval = rrInterval(createRandom(4), { heartRate: 60, variabilityS: 0.05 });
    const values = Float64Array.from({ length: 50_000 }, (_, i) => interval(i / 10));
    const mean = values.reduce((a, b) => a + b) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    expect(mean).toBeCloseTo(1, 2);
    expect(deviation).toBeCloseTo(0.05, 2);
  });
});
