import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resample } from './resample.ts';

const sine = (frequency: number, rate: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, n) => Math.sin((2 * Math.PI * frequency * n) / rate));

describe('resample', () => {
  it('keeps a sine of the pass band where it is, without delay, between any two rates', () => {
    const rate = fc.double({ min: 60, max: 2000, noNaN: true });
    fc.assert(
      fc.property(rate, rate, fc.double({ min: 0.01, max: 0.75, noNaN: true }), (from, to, part) => {
        const frequency = (part * Math.min(from, to)) / 2 - 1;
        fc.pre(frequency > 0 && Math.max(from, to) / Math.min(from, to) < 8);
        const length = Math.ceil(from * 2);
        const out = resample(sine(frequency, from, length), from, to);
        expect(out.length).toBe(Math.floor(((length - 1) * to) / from + 1e-9) + 1);
        const margin = Math.ceil((20 * to) / Math.min(from, to));
        const expected = sine(frequency, to, out.length);
        for (let n = margin; n < out.length - margin; n++)
          expect(Math.abs(out[n] - expected[n])).toBeLessThan(1e-3);
      }),
      { seed: 1, numRuns: 40, endOnFailure: true },
    );
  });

  it('removes what the lower rate cannot hold', () => {
    const out = resample(sine(130, 360, 3600), 360, 200);
    expect(Math.max(...out.slice(100, -100).map(Math.abs))).toBeLessThan(1e-3);
  });

  it('keeps a constant to its ends, and a signal at its own rate', () => {
    expect(resample(new Float32Array(500).fill(0.7), 360, 200).every((x) => Math.abs(x - 0.7) < 1e-6)).toBe(
      true,
    );
    expect([...resample(Float32Array.of(1, 2), 250, 250)]).toEqual([1, 2]);
    expect(resample(new Float32Array(0), 360, 200)).toHaveLength(0);
    expect([...resample(Float32Array.of(3), 360, 200)]).toEqual([3]);
  });

  it.each([0, -1, NaN, Infinity])('refuses a frequency of %d Hz', (frequency) => {
    const refusal = expect.objectContaining({ code: 'argument-invalid' });
    expect(() => resample(Float32Array.of(1), frequency, 200)).toThrow(refusal);
    expect(() => resample(Float32Array.of(1), 200, frequency)).toThrow(refusal);
  });
});
