import { describe, expect, it } from 'vitest';
import { randomSequences } from '../../testing/tiny-lstm.ts';
import { applyMask, gradientToMask, maskPenalty, maskSlope } from './mask-objective.ts';

describe('mask objective', () => {
  it('masks towards k (by hand)', () => {
    const out = new Float32Array(4);
    applyMask(
      Float32Array.of(6, 8, 10, 12),
      Float32Array.of(0.5, 0, 1, 0.25),
      Float32Array.of(2, 4, 2, 4),
      out,
    );
    expect([...out]).toEqual([4, 4, 10, 6]);
  });

  it('charges sums: hidden inputs and variation along time, channel by channel (by hand)', () => {
    // Channel 0: 1, 0.5, 0.5; channel 1: 0, 1, 0.
    const mask = Float32Array.of(1, 0, 0.5, 1, 0.5, 0);
    expect(maskPenalty(mask, 2, { lambda1: 1, lambda2: 0 })).toBe(3);
    expect(maskPenalty(mask, 2, { lambda1: 0, lambda2: 1 })).toBe(2.5);
  });

  it('has the slope of central differences, for three channels', () => {
    const weights = { lambda1: 0.3, lambda2: 0.2 };
    const x = randomSequences(1, 4, 3);
    const mask = randomSequences(1, 4, 3, 9).values.map((v) => 1 / (1 + Math.exp(-v)));
    const fill = Float32Array.from({ length: 12 }, (_, j) => [0.5, -1, 0][j % 3]);
    // A score with slope w, so that d score / d masked input is w.
    const w = randomSequences(1, 4, 3, 5).values;
    const loss = (m: Float32Array): number => {
      const masked = new Float32Array(12);
      applyMask(x.values, m, fill, masked);
      return masked.reduce((sum, v, i) => sum + w[i] * v, 0) + maskPenalty(m, 3, weights);
    };
    const gradient = maskSlope(gradientToMask(w, x.values, fill), mask, 3, weights);
    mask.forEach((_, i) => {
      const moved = (delta: number): number => loss(mask.map((m, j) => (j === i ? m + delta : m)));
      expect(gradient[i]).toBeCloseTo((moved(1e-3) - moved(-1e-3)) / 2e-3, 2);
    });
  });
});
