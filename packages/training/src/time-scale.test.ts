import { sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { averageSteps } from './time-scale.ts';

describe('averageSteps', () => {
  it('takes the mean of every so many steps, and of what is left at the end', () => {
    // By hand: two sequences of 5 steps and 2 channels.
    const values = Float32Array.from([1, 10, 3, 30, 5, 50, 7, 70, 9, 90, 0, 1, 0, 1, 0, 1, 0, 1, 4, 1]);
    const coarse = averageSteps(sequenceBatch(values, 2, 5, 2), 2);
    expect(coarse).toMatchObject({ batch: 2, steps: 3, channels: 2 });
    expect([...coarse.values]).toEqual([2, 20, 6, 60, 9, 90, 0, 1, 0, 1, 4, 1]);
  });

  it('stops at the end of a shorter sequence', () => {
    const x = { ...sequenceBatch(Float32Array.from([1, 3, 8, NaN, 2, 4, 6, 8]), 2, 4), lengths: [3, 4] };
    const coarse = averageSteps(x, 2);
    expect([...coarse.values]).toEqual([2, 8, 3, 7]);
    expect(coarse.lengths).toEqual([2, 2]);
  });

  it('gives the sequences themselves at scale 1', () => {
    const x = sequenceBatch(new Float32Array(4), 1, 4);
    expect(averageSteps(x, 1)).toBe(x);
  });
});
