import type { Random } from '@saliogram/core';

/** A Poisson number by multiplying uniform ones (Knuth 1969), for a small mean. */
export function poisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.uniform(); product > limit; product *= random.uniform()) count++;
  return count;
}
