import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { balancedDraws } from './balanced-draws.ts';

/** Class 0: 8000 of group 0; class 1: 900 of group 0 and 100 of group 1. */
const labels = Uint8Array.from({ length: 9000 }, (_, i) => (i < 8000 ? 0 : 1));
const groups = Uint8Array.from({ length: 9000 }, (_, i) => (i < 8900 ? 0 : 1));
const all = Uint32Array.from({ length: 9000 }, (_, i) => i);

/** Shares of class 0, of class 1 in group 0, and of class 1 in group 1. */
function shares(classBalance: number, groupBalance: number, indices = all): number[] {
  const counts = [0, 0, 0];
  const drawn = balancedDraws(indices, labels, groups, { classBalance, groupBalance }, createRandom(3));
  for (const index of drawn) counts[index < 8000 ? 0 : index < 8900 ? 1 : 2]++;
  return counts.map((count) => count / indices.length);
}

// Expected shares by hand from the formula; a share of 9000 draws strays by less than 0.02 (4 standard errors).
describe('balanced draws', () => {
  it.each([
    [0, 0, [8 / 9, 0.1, 0.1 / 9]],
    [1, 0, [1 / 2, 0.45, 0.05]],
    [1, 1, [1 / 2, 0.25, 0.25]],
    [0.5, 0.5, [0.7388, 0.2612 * 0.75, 0.2612 * 0.25]],
  ])('with class balance %d and group balance %d', (classBalance, groupBalance, expected) => {
    const found = shares(classBalance, groupBalance);
    expected.forEach((share, i) => expect(Math.abs(found[i] - share)).toBeLessThan(0.02));
  });

  it('draw only what they were given, as many as there are, and the same for a seed', () => {
    const some = Uint32Array.from([1, 5, 8950, 8951]);
    const draw = () =>
      balancedDraws(some, labels, groups, { classBalance: 1, groupBalance: 0 }, createRandom(1));
    expect(draw()).toHaveLength(4);
    expect([...draw()].every((index) => some.includes(index))).toBe(true);
    expect(draw()).toEqual(draw());
  });
});
