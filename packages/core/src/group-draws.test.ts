import { describe, expect, it } from 'vitest';
import { differenceOf, drawGroups, intervalOf } from './group-draws.ts';
import { createRandom } from './random.ts';

describe('group draws', () => {
  it('draw as many groups as there are', () => {
    const draws = drawGroups(5, 20, createRandom(1));
    expect(draws.map((times) => times.reduce((a, b) => a + b, 0))).toEqual(
      Array.from({ length: 20 }, () => 5),
    );
  });

  it('give an interval over the draws that are defined, and differences draw by draw', () => {
    // 101 values 0 .. 100 in any order: the middle half by hand is 25 .. 75.
    const draws = Float64Array.from({ length: 102 }, (_, i) => (i === 50 ? NaN : (i * 37) % 101));
    draws[101] = (50 * 37) % 101;
    expect(intervalOf({ estimate: 7, draws }, 0.5)).toEqual({ estimate: 7, low: 25, high: 75 });
    const one = { estimate: 3, draws: Float64Array.of(1, 2) };
    const difference = differenceOf(one, { estimate: 1, draws: Float64Array.of(4, NaN) });
    expect(difference).toEqual({ estimate: 2, draws: Float64Array.of(-3, NaN) });
  });
});
