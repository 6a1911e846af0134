import { createRandom } from '@saliogram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomBlock } from './random-block.ts';

describe('random block', () => {
  it('is one run in each channel, as long as the mask there, and reaches both ends', () => {
    const channels = 2;
    const random = createRandom(4);
    const starts = new Set<number>();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 12, maxLength: 12 }), (bits) => {
        const shape = { batch: 1, steps: 6, channels };
        const block = randomBlock(Uint8Array.from(bits), shape, random);
        for (let c = 0; c < channels; c++) {
          const own = [...block].filter((_, i) => i % channels === c);
          const length = bits.filter((_, i) => i % channels === c).reduce((sum, v) => sum + v, 0);
          expect(own.join('')).toMatch(new RegExp(`^0*1{${length}}0*$`));
          if (length === 3) starts.add(own.indexOf(1));
        }
      }),
      { seed: 1, numRuns: 300 },
    );
    expect(starts).toEqual(new Set([0, 1, 2, 3]));
  });
});
