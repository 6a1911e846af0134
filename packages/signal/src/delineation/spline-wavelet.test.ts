import { describe, expect, it } from 'vitest';
import { splineWavelet } from './spline-wavelet.ts';

/** The cascade of Martinez et al. 2004: H = (1 + z)^3 / 8 and G = 1 - z, spread by 2^k with holes, for an impulse. */
function cascade(scale: number): number[] {
  const convolve = (a: number[], b: number[]): number[] => {
    const out = Array.from({ length: a.length + b.length - 1 }, () => 0);
    a.forEach((x, i) => b.forEach((y, j) => (out[i + j] += x * y)));
    return out;
  };
  const spread = (filter: number[], step: number): number[] =>
    filter.flatMap((x, i) => (i === 0 ? [x] : [...Array.from({ length: step - 1 }, () => 0), x]));
  let response = [1];
  for (let k = 0; k < scale - 1; k++)
    response = convolve(
      response,
      spread(
        [1, 3, 3, 1].map((x) => x / 8),
        2 ** k,
      ),
    );
  return convolve(response, spread([1, -1], 2 ** (scale - 1)));
}

describe('splineWavelet', () => {
  it.each([1, 2, 3, 4, 5])('at width 2^(k - 1) is the dyadic transform of scale %i', (scale) => {
    const impulse = new Float32Array(301);
    impulse[150] = 1;
    const expected = cascade(scale);
    const response = splineWavelet(impulse, 2 ** (scale - 1));
    // Centred between 150 and 151, since the filter has an even number of taps.
    const start = 151 - expected.length / 2;
    response.forEach((value, n) => expect(value).toBeCloseTo(expected[n - start] ?? 0, 6));
  });

  it('is the slope times the width on a ramp, at any width, and zero on a constant', () => {
    const ramp = Float32Array.from({ length: 400 }, (_, n) => 0.01 * n);
    for (const width of [1, 3, 6, 12, 32]) {
      expect(splineWavelet(ramp, width)[200]).toBeCloseTo(0.01 * width, 5);
      for (const value of splineWavelet(new Float32Array(50).fill(3), width)) expect(value).toBeCloseTo(0, 6);
    }
  });
});
