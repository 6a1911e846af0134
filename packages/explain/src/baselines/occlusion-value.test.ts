import { describe, expect, it } from 'vitest';
import { occlusionValues } from './occlusion-value.ts';

// Channel 0: 1 1 5 5 6, channel 1: 1 2 3 4 10.
const x = { values: Float32Array.of(1, 1, 1, 2, 5, 3, 5, 4, 6, 10), batch: 1, steps: 5, channels: 2 };

describe('occlusion value', () => {
  it('is a number, or the mean or mode of each channel (by hand)', () => {
    expect([...occlusionValues(x, 0.5)]).toEqual([0.5, 0.5]);
    expect([...occlusionValues(x, 'mean')].map((v) => Number(v.toFixed(5)))).toEqual([3.6, 4]);
    // 1 and 5 come twice and 5 is the median; all of channel 1 come once and 3 is the median.
    expect([...occlusionValues(x, 'mode')]).toEqual([5, 3]);
  });
});
