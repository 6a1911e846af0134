import { createRandom } from '@saliogram/core';
import { derivedSeed } from './derived-seed.ts';

/**
 * The training indices in the order of one epoch, which depends on nothing but seed and epoch, so that a resumed run
 * meets the same batches.
 *
 * @param epoch from 0
 */
export function epochOrder(indices: ArrayLike<number>, seed: number, epoch: number): Uint32Array {
  return createRandom(derivedSeed(seed, epoch)).shuffle(Uint32Array.from(indices));
}

/** Batches in an epoch of `count` sequences; the last may be smaller. */
export function batchesPerEpoch(count: number, batchSize: number): number {
  return Math.ceil(count / batchSize);
}

/** The indices of one batch, a view on `order`. */
export function batchOf(order: Uint32Array, batchSize: number, batch: number): Uint32Array {
  return order.subarray(batch * batchSize, (batch + 1) * batchSize);
}
