import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

describe('createRandom', () => {
  it('is xoshiro128**: the first outputs from state 1, 2, 3, 4', () => {
    // By hand from the published update rule, as also listed in the tests of the rand_xoshiro crate 0.6
    // (xoshiro128starstar.rs): 11520, 0, 5927040, 70819200, 2031721600, ...
    const random = createRandom([1, 2, 3, 4]);
    const outputs = Array.from({ length: 4 }, () => random.uniform() * 2 ** 32);
    expect(outputs).toEqual([11520, 0, 5927040, 70819200]);
  });

  it('continues exactly from a saved state', () => {
    const random = createRandom(7);
    random.normal();
    const copy = createRandom(random.state());
    const twenty = (from: typeof random): number[] => Array.from({ length: 20 }, () => from.uniform());
    expect(twenty(copy)).toEqual(twenty(random));
  });

  it('gives different streams for neighbouring seeds', () => {
    const first = [0, 1, 2, 3].map((seed) => createRandom(seed).uniform());
    expect(new Set(first).size).toBe(4);
  });

  it('has the moments of its distributions', () => {
    const random = createRandom(1);
    const n = 100_000;
    let uniform = 0;
    let normal = 0;
    let square = 0;
    for (let i = 0; i < n; i++) {
      uniform += random.uniform();
      const z = random.normal();
      normal += z;
      square += z * z;
    }
    // Six standard errors of each mean: 6 * sqrt(1/12 / n), 6 * sqrt(1 / n), 6 * sqrt(2 / n).
    expect(Math.abs(uniform / n - 0.5)).toBeLessThan(6 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(normal / n)).toBeLessThan(6 * Math.sqrt(1 / n));
    expect(Math.abs(square / n - 1)).toBeLessThan(6 * Math.sqrt(2 / n));
  });

  it('shuffles into a permutation', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer(), { maxLength: 50 }), (seed, items) => {
        const shuffled = createRandom(seed).shuffle([...items]);
        expect(shuffled.toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b));
      }),
      { seed: 1 },
    );
  });

  it('shuffles uniformly: every order of three equally often', () => {
    const random = createRandom(3);
    const counts = new Map<string, number>();
    for (let i = 0; i < 60_000; i++) {
      const order = random.shuffle([0, 1, 2]).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // Binomial with p = 1/6: six standard deviations are 6 * sqrt(60000 * 5 / 36) = 548.
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(548);
  });
});
