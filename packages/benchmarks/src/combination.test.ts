import { describe, expect, it } from 'vitest';
import { combinationName, combinationOf, combine } from './combination.ts';

describe('combinations of maps', () => {
  it('are read from their names, and written the same', () => {
    expect(combinationOf('lrp')).toEqual({ methods: ['lrp'], isShared: false });
    expect(combinationOf('input-derivative*lrp:shares')).toEqual({
      methods: ['input-derivative', 'lrp'],
      isShared: true,
    });
    for (const name of ['lrp', 'lrp:shares', 'lrp*occlusion', 'lrp*occlusion:shares']) {
      expect(combinationName(combinationOf(name))).toBe(name);
    }
    expect(() => combinationOf('lrp*saliency')).toThrow('got saliency');
    expect(() => combinationOf('lrp:share')).toThrow('got lrp:share');
  });

  it('are geometric means, and shares of a step', () => {
    const maps = [Float32Array.of(1, 4, 0, 0), Float32Array.of(4, 9, 5, 0)];
    const both = combinationOf('lrp*occlusion');
    expect([...combine(both, maps, 2)]).toEqual([2, 6, 0, 0]);
    expect([...combine({ ...both, isShared: true }, maps, 2)]).toEqual([0.25, 0.75, 0, 0]);
    expect([...combine(combinationOf('lrp:shares'), maps.slice(1), 4)]).toEqual(
      [4 / 18, 0.5, 5 / 18, 0].map(Math.fround),
    );
  });

  it('leave one map as it is, and take importance below 0 for none', () => {
    const signed = Float32Array.of(-1, 1);
    expect(combine(combinationOf('fit'), [signed], 2)).toBe(signed);
    expect([...combine(combinationOf('fit:shares'), [signed], 2)]).toEqual([0, 1]);
    expect([...combine(combinationOf('fit*fit'), [signed, signed], 2)]).toEqual([0, 1]);
  });
});
