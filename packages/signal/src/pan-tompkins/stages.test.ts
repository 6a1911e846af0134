import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { derivative } from './derivative.ts';
import { DESIGN_FREQUENCY } from './design.ts';
import { createHighPass } from './high-pass.ts';
import { lowPass } from './low-pass.ts';
import { createIntegrator } from './moving-window-integration.ts';
import { square } from './squaring.ts';
import { createStages } from './stages.ts';

const impulse = (length: number): Float32Array => Float32Array.from({ length }, (_, n) => (n === 0 ? 1 : 0));

/** All samples of a stage's output; the signal is 0 before its start. */
function apply(stage: (x: Float32Array, at: number) => number, x: Float32Array): Float32Array {
  const padded = new Float32Array(64 + x.length);
  padded.set(x, 64);
  return x.map((_, n) => stage(padded, n + 64));
}

/** |H| at a frequency, from the impulse response. */
function gain(response: Float32Array, frequency: number): number {
  const w = (2 * Math.PI * frequency) / DESIGN_FREQUENCY;
  let [re, im] = [0, 0];
  response.forEach((h, n) => {
    re += h * Math.cos(w * n);
    im -= h * Math.sin(w * n);
  });
  return Math.hypot(re, im);
}

describe('stages of Pan and Tompkins', () => {
  it('low-pass: a triangle, which is a mean of six twice, with its -3 dB point near 11 Hz', () => {
    const response = apply(lowPass, impulse(40));
    // (1 + z^-1 + ... + z^-5)^2 multiplied out.
    expect(response.slice(0, 12)).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0));
    expect(response.slice(11).every((h) => h === 0)).toBe(true);
    for (const f of [1, 5, 11, 20, 47]) {
      const w = (2 * Math.PI * f) / DESIGN_FREQUENCY;
      expect(gain(response, f)).toBeCloseTo((Math.sin(3 * w) / Math.sin(w / 2)) ** 2, 4);
    }
    expect(gain(response, 0)).toBe(36);
    expect(gain(response, 10) / 36).toBeGreaterThan(Math.SQRT1_2);
    expect(gain(response, 11) / 36).toBeLessThan(Math.SQRT1_2);
  });

  it('high-pass: the sample 16 ago less the mean of 32, which takes a constant to zero', () => {
    const response = apply(createHighPass(), impulse(60));
    const expected = Array.from({ length: 60 }, (_, n) => (n === 16 ? 1 : 0) - (n < 32 ? 1 / 32 : 0));
    expect([...response]).toEqual(expected);
    expect(gain(response, 0)).toBeCloseTo(0, 12);
    expect(gain(response, 50)).toBeCloseTo(1, 12); // 8 whole periods in the mean: it is zero, the rest passes
  });

  it('derivative: the slope of a line times 10 / 8, and nothing of a constant', () => {
    const line = Float32Array.from({ length: 20 }, (_, n) => 3 * n);
    expect(apply(derivative, line).slice(4)).toEqual(new Float32Array(16).fill(3.75));
    expect([...apply(derivative, impulse(6))]).toEqual([0.25, 0.125, 0, -0.125, -0.25, 0]);
  });

  it('squaring and integration: the mean of the last 30 squares', () => {
    expect([...apply(square, Float32Array.of(1, -2, 3, 0, 1))]).toEqual([1, 4, 9, 0, 1]);
    const mean = apply(createIntegrator(), Float32Array.of(30, 60, ...new Float32Array(30)));
    expect([...mean]).toEqual([1, ...new Float32Array(29).fill(3), 2, 0]);
  });

  it('what was is forgotten exactly, however large it was and however long ago', () => {
    const random = createRandom(7);
    const stages = createStages();
    for (let n = 0; n < 100_000; n++) stages.push(n < 99_900 ? 1e6 * random.normal() : 0.7);
    const { filtered, integrated } = stages;
    const last = (x: typeof filtered): number => x.values[x.end - 1 - x.origin];
    expect([last(filtered), last(integrated)]).toEqual([0, 0]);
    for (let n = 0; n < 10; n++) stages.push(0.8);
    expect(last(integrated)).toBeGreaterThan(0);
  });

  it('neither the offset nor the scale of the signal changes its shape', () => {
    const [plain, changed] = [createStages(), createStages()];
    const random = createRandom(8);
    for (let n = 0; n < 200; n++) {
      const counts = Math.round(1000 * random.normal());
      plain.push(counts);
      changed.push(8 * counts - 4);
      const sample = ({ filtered }: typeof plain): number => filtered.values[n - filtered.origin];
      expect(sample(changed)).toBe(8 * sample(plain));
    }
  });
});
