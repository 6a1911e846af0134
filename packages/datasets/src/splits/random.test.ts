import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitRandom } from './random.ts';

describe('splitRandom', () => {
  it('covers every index once, whatever the ratio', () => {
    const share = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(),
        fc.tuple(share, share, share).filter(([a, b, c]) => a + b + c > 0),
        (count, seed, ratio) => {
          const { train, test, validation } = splitRandom(count, seed, ratio);
          const all = [...train, ...test, ...validation].sort((a, b) => a - b);
          expect(all).toEqual(Array.from({ length: count }, (_, i) => i));
          expect([...train]).toEqual([...train].sort((a, b) => a - b));
        },
      ),
      { seed: 1 },
    );
  });

  it('has the paper’s sizes 50:40:10 by default', () => {
    const { train, test, validation } = splitRandom(104_300, 7);
    expect([train.length, test.length, validation.length]).toEqual([52_150, 41_720, 10_430]);
  });

  it('repeats for a seed and differs between seeds', () => {
    expect(splitRandom(100, 3)).toEqual(splitRandom(100, 3));
    expect(splitRandom(100, 3).train).not.toEqual(splitRandom(100, 4).train);
  });

  it('refuses a ratio that is negative or sums to nothing', () => {
    expect(() => splitRandom(10, 0, [0, 0, 0])).toThrow('got 0:0:0');
    expect(() => splitRandom(10, 0, [2, -1, 1])).toThrow('got 2:-1:1');
  });
});
