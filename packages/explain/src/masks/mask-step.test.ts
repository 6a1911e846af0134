import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { maskPenalty } from './mask-objective.ts';
import { maskStep } from './mask-step.ts';

describe('proximal step on a mask', () => {
  it('without variation moves against g - lambda1 and stops at the bounds, channel by channel (by hand)', () => {
    const mask = Float32Array.of(0.5, 0.5, 0.5, 0.5);
    const gradient = Float64Array.of(1, -1, 0.25, 5);
    const stepped = maskStep(mask, gradient, 0.5, 2, { lambda1: 0.25, lambda2: 0 });
    expect([...stepped]).toEqual([0.125, 1, 0.5, 0]);
  });

  it('joins neighbours exactly, and never across channels', () => {
    const mask = Float32Array.of(0.4, 0.9, 0.5, 0.9, 0.6, 0.9);
    const stepped = maskStep(mask, new Float64Array(6), 1, 2, { lambda1: 0, lambda2: 0.2 });
    expect([...stepped]).toEqual([...Float32Array.of(0.5, 0.9, 0.5, 0.9, 0.5, 0.9)]);
  });

  it('is the minimum of its model within the box: no random or one-step move lowers it', () => {
    const random = createRandom(5);
    const [channels, size, weights] = [2, 12, { lambda1: 0.1, lambda2: 0.15 }];
    for (let trial = 0; trial < 30; trial++) {
      const mask = Float32Array.from({ length: size }, () => random.uniform());
      const gradient = Float64Array.from({ length: size }, () => random.normal());
      const rate = 0.1 + random.uniform();
      const model = (z: Float32Array): number =>
        z.reduce((sum, v, j) => sum + gradient[j] * (v - mask[j]) + (v - mask[j]) ** 2 / (2 * rate), 0) +
        maskPenalty(z, channels, weights);
      const stepped = maskStep(mask, gradient, rate, channels, weights);
      expect(Math.min(...stepped)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...stepped)).toBeLessThanOrEqual(1);
      const here = model(stepped);
      for (let move = 0; move < 60; move++) {
        const only = move % size;
        const moved = stepped.map((v, j) => {
          const by =
            move < 2 * size ? (j === only ? 0.02 * (move < size ? 1 : -1) : 0) : 0.1 * random.normal();
          return Math.min(1, Math.max(0, v + by));
        });
        expect(model(moved)).toBeGreaterThan(here - 1e-6);
      }
    }
  });
});
