import { describe, expect, it } from 'vitest';
import { displayFilter } from './display-filter.ts';

const fs = 360;
const sine = (hz: number, seconds = 20): Float32Array =>
  Float32Array.from({ length: seconds * fs }, (_, i) => Math.sin((2 * Math.PI * hz * i) / fs));
/** Amplitude of a sine by its root mean square in the middle half, where the ends don't matter. */
const amplitude = (x: Float32Array): number => {
  const middle = x.subarray(x.length / 4, (3 * x.length) / 4);
  return Math.sqrt((2 * middle.reduce((sum, value) => sum + value * value, 0)) / middle.length);
};

describe('display filter', () => {
  it('leaves the signal alone when there is none', () => {
    const x = sine(1, 1);
    expect(displayFilter(x, fs, 'none')).toEqual(x);
  });

  it('is 3 dB down (0.7071) at 0.5 Hz and at 40 Hz, by its definition', () => {
    expect(amplitude(displayFilter(sine(0.5, 60), fs, 'baseline'))).toBeCloseTo(Math.SQRT1_2, 2);
    expect(amplitude(displayFilter(sine(40), fs, 'monitor'))).toBeCloseTo(Math.SQRT1_2, 2);
    // 1 / (1 + (60 / 40)^4 (sqrt 2 - 1)) = 0.323 for the analogue filter; the bilinear transform lets less through.
    expect(amplitude(displayFilter(sine(60), fs, 'monitor'))).toBeLessThan(0.323);
    expect(amplitude(displayFilter(sine(60), fs, 'baseline'))).toBeCloseTo(1, 2);
  });

  it('takes an offset away to the very ends, and moves no peak in time', () => {
    const offset = displayFilter(new Float32Array(10 * fs).fill(3), fs, 'monitor');
    expect(Math.max(...offset.map(Math.abs))).toBeLessThan(1e-6);
    const pulse = Float32Array.from({ length: 10 * fs }, (_, i) => Math.exp(-(((i - 1800) / 8) ** 2)));
    const shown = displayFilter(pulse, fs, 'monitor');
    expect(shown.indexOf(Math.max(...shown))).toBe(1800);
  });

  it('keeps gaps as they are, and filters each side by itself', () => {
    const x = Float32Array.of(...sine(1, 2), NaN, NaN, 7, NaN);
    const shown = displayFilter(x, fs, 'baseline');
    expect(shown.findIndex(Number.isNaN)).toBe(2 * fs);
    expect(shown.at(-2)).toBeCloseTo(0, 6);
    expect(shown.at(-1)).toBeNaN();
  });
});
