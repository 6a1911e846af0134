import { createRandom } from '@saliogram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stratifyGroups } from './stratify-groups.ts';

describe('stratifyGroups', () => {
  it('finds the division that by hand is perfect', () => {
    // Two classes; pairs (g, g + 4) add up to the same, and no other four pairs do.
    const counts = [
      [1, 50],
      [2, 60],
      [4, 80],
      [8, 97],
      [99, 50],
      [98, 40],
      [96, 20],
      [92, 3],
    ];
    const parts = stratifyGroups(counts, [0.25, 0.25, 0.25, 0.25], createRandom(3));
    for (const g of [0, 1, 2, 3]) expect(parts[g]).toBe(parts[g + 4]);
    expect(new Set(parts).size).toBe(4);
  });

  it('puts one of k groups that alone have a class into each of k parts', () => {
    const counts = Array.from({ length: 40 }, (_, g) => [900 + 7 * g, g % 10 === 0 ? 300 + g : 0]);
    const parts = stratifyGroups(counts, [0.25, 0.25, 0.25, 0.25], createRandom(1));
    expect(new Set([0, 10, 20, 30].map((g) => parts[g])).size).toBe(4);
  });

  it('leaves no part empty, repeats for a seed, and cannot be bettered by moving one group', () => {
    const groups = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(groups, fc.nat(), (counts, seed) => {
        const shares = [0.5, 0.3, 0.2];
        const parts = stratifyGroups(counts, shares, createRandom(seed));
        expect(new Set(parts)).toEqual(new Set([0, 1, 2]));
        expect(stratifyGroups(counts, shares, createRandom(seed))).toEqual(parts);
        const least = distance(counts, parts, shares);
        for (let g = 0; g < parts.length; g++) {
          if (parts.filter((part) => part === parts[g]).length === 1) continue;
          for (const part of [0, 1, 2]) {
            const moved = parts.slice().fill(part, g, g + 1);
            expect(distance(counts, moved, shares)).toBeGreaterThanOrEqual(least - 1e-9);
          }
        }
      }),
      { seed: 4, numRuns: 40 },
    );
  });
});

/** The least-squares distance, written out. */
function distance(counts: readonly number[][], parts: Uint8Array, shares: readonly number[]): number {
  const columns = [...counts[0].map((_, k) => counts.map((row) => row[k])), counts.map(() => 1)];
  let sum = 0;
  for (const column of columns) {
    const total = column.reduce((a, b) => a + b, 0);
    if (total === 0) continue;
    shares.forEach((share, part) => {
      const held = column.reduce((a, count, g) => a + (parts[g] === part ? count : 0), 0);
      sum += (held / total - share) ** 2;
    });
  }
  return sum;
}
