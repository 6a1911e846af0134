import { describe, expect, it } from 'vitest';
import type { Attribution } from '@saliogram/explain';
import { joinMaps } from './join-maps.ts';

const map = (batch: number, from: number): Attribution => ({
  method: 'learned-mask',
  targets: Int32Array.from({ length: batch }, (_, b) => from + b),
  shape: { batch, steps: 2, channels: 1 },
  values: Float32Array.from({ length: 2 * batch }, (_, i) => 2 * from + i),
  heat: { scaling: 'magnitude', floor: 0 },
  settings: { seed: 1 },
  cost: { forward: 10 * batch, backward: batch },
  completenessGap: Array.from({ length: batch }, (_, b) => -from - b),
  convergence: {
    rule: 'stops',
    converged: Array.from({ length: batch }, (_, b) => b === 0),
    iterations: Array.from({ length: batch }, () => 5),
    objective: Array.from({ length: batch }, (_, b) => from + b),
  },
  notes: ['The same.'],
});

describe('joinMaps', () => {
  it('is the maps of one run, sequence after sequence', () => {
    expect(joinMaps([map(2, 0), map(1, 2)])).toEqual({
      ...map(3, 0),
      convergence: { ...map(3, 0).convergence, converged: [true, false, true] },
    });
  });

  it('leaves a single run as it is', () => {
    const only = { ...map(2, 0), fit: [0.5, 0.6] };
    expect(joinMaps([only])).toBe(only);
  });
});
