import { describe, expect, it } from 'vitest';
import { isSeeded, verdictMs } from './verdict-cost.ts';

describe('the cost of a verdict', () => {
  it('is that of its passes and of the map made again, by hand', () => {
    const cost = { mapMs: 1000, forwardMs: 2, isSeeded: false };
    // 12 passes for each of 49 places, 84 for the curves; three noisy copies and an untrained model.
    expect(verdictMs({ ...cost, isChanceKnown: true })).toBe(2 * (12 * 49 + 84) + 4 * 1000);
    // The random orders come on top.
    expect(verdictMs({ ...cost, isChanceKnown: false })).toBe(2 * (12 * (49 + 99) + 84) + 4 * 1000);
    expect(verdictMs({ ...cost, isSeeded: true, isChanceKnown: true })).toBe(2 * (12 * 49 + 84) + 5 * 1000);
  });

  it('counts another seed for what was drawn with one', () => {
    expect(isSeeded({ settings: { samples: 5, seed: 0 } })).toBe(true);
    expect(isSeeded({ settings: { samples: 5 } })).toBe(false);
  });
});
