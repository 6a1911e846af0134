import type { Random } from '@saliogram/core';

/** Units from the highest value to the lowest, [n]; equal values in an order drawn by lot. */
export function removalOrder(values: ArrayLike<number>, random: Random): Uint32Array {
  // A stable sort of a shuffled list leaves equal values as shuffled.
  const lot = random.shuffle(Uint32Array.from({ length: values.length }, (_, i) => i));
  return lot.sort((a, b) => values[b] - values[a]);
}

/** How many of n units a share of them is: the nearest number, at least one of any share above 0. */
export function countOfShare(share: number, units: number): number {
  return share === 0 ? 0 : Math.max(1, Math.round(share * units));
}
