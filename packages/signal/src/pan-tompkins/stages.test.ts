import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { derivative } from './derivative.ts';
import { DESIGN_FREQUENCY } from './design.ts';
import { highPass } from './high-pass.ts';
import { lowPass } from './low-pass.ts';
import { integrate } from './moving-window-integration.ts';
import { quantize } from './quantize.ts';
import { square } from './squaring.ts';

const impulse = (length: number): Float32Array => Float32Array.from({ length }, (_, n) => (n === 0 ? 1 : 0));

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
    const response = lowPass(impulse(40));
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
    const response = highPass(impulse(60));
    const expected = Array.from({ length: 60 }, (_, n) => (n === 16 ? 1 : 0) - (n < 32 ? 1 / 32 : 0));
    expect([...response]).toEqual(expected);
    expect(gain(response, 0)).toBeCloseTo(0, 12);
    expect(gain(response, 50)).toBeCloseTo(1, 12); // 8 whole periods in the mean: it is zero, the rest passes
  });

  it('derivative: the slope of a line times 10 / 8, and nothing of a constant', () => {
    const line = Float32Array.from({ length: 20 }, (_, n) => 3 * n);
    expect(derivative(line).slice(4)).toEqual(new Float32Array(16).fill(3.75));
    expect([...derivative(impulse(6))]).toEqual([0.25, 0.125, 0, -0.125, -0.25, 0]);
  });

  it('squaring and integration: the mean of the last squares', () => {
    expect([...integrate(square(Float32Array.of(1, -2, 3, 0, 1)), 3)]).toEqual(
      [1 / 3, 5 / 3, 14 / 3, 13 / 3, 10 / 3].map(Math.fround),
    );
  });

  it('on whole numbers the recursions cancel exactly, however long they run', () => {
    const random = createRandom(7);
    const length = 500_000;
    const noise = Float32Array.from({ length }, (_, n) => (n < length - 100 ? random.normal() : 0));
    const counts = quantize(noise).map((value, n) => (n < length - 100 ? value : 0));
    expect(Math.max(...counts.slice(0, 1000).map(Math.abs))).toBeGreaterThan(1e5);
    const tail = highPass(lowPass(counts)).slice(length - 100 + 43);
    expect(tail.every((value) => value === 0)).toBe(true);
  });

  it('quantization keeps the shape and forgets offset and scale', () => {
    const signal = Float32Array.of(1, 1.5, 0.25, 1);
    expect([...quantize(signal)]).toEqual([0, 0.5 * 2 ** 20, -0.75 * 2 ** 20, 0]);
    expect([...quantize(signal.map((x) => 8 * x - 4))]).toEqual([...quantize(signal)]);
    expect([...quantize(new Float32Array(3).fill(0.7))]).toEqual([0, 0, 0]);
  });
});
