import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchOf, batchesPerEpoch, epochOrder } from './batches.ts';

describe('batches', () => {
  it('cover each index once an epoch, and only the last is smaller', () => {
    const indices = fc.uniqueArray(fc.nat(100_000), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(
        indices,
        fc.integer({ min: 1, max: 70 }),
        fc.nat(),
        fc.nat(50),
        (all, size, seed, epoch) => {
          const order = epochOrder(all, seed, epoch);
          const batches = Array.from({ length: batchesPerEpoch(all.length, size) }, (_, i) => [
            ...batchOf(order, size, i),
          ]);
          expect(batches.slice(0, -1).every((batch) => batch.length === size)).toBe(true);
          expect(batches.flat().sort((a, b) => a - b)).toEqual(all.toSorted((a, b) => a - b));
        },
      ),
      { seed: 7 },
    );
  });

  it('come in an order that seed and epoch decide', () => {
    const indices = Array.from({ length: 50 }, (_, i) => i);
    expect(epochOrder(indices, 1, 3)).toEqual(epochOrder(indices, 1, 3));
    const orders = [
      epochOrder(indices, 1, 3),
      epochOrder(indices, 1, 4),
      epochOrder(indices, 2, 3),
      epochOrder(indices, 2, 2),
    ];
    expect(new Set(orders.map((order) => order.join())).size).toBe(4);
  });
});
