import { describe, expect, it } from 'vitest';
import { argmax, softmax } from './softmax.ts';

describe('softmax', () => {
  it('gives closed-form probabilities per group, also for huge scores', () => {
    const p = softmax(Float32Array.of(0, Math.log(3), 1000, 1000), 2);
    expect(p[0]).toBeCloseTo(0.25, 7);
    expect(p[1]).toBeCloseTo(0.75, 7);
    expect(p[2]).toBe(0.5);
    expect(p[3]).toBe(0.5);
  });
});

describe('argmax', () => {
  it('gives the first of equals, relative to the range', () => {
    expect(argmax([1, 5, 5, 2])).toBe(1);
    expect(argmax([9, 1, 5, 2], 1, 4)).toBe(1);
  });
});
