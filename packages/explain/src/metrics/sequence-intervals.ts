import { SaliogramError, createRandom, drawGroups, intervalOf } from '@saliogram/core';
import type { Interval } from '@saliogram/core';
import { replicate } from './group-bootstrap.ts';

/** The mean of one value per sequence, of those that are numbers, with its interval. */
export type SequenceInterval = (values: ArrayLike<number>) => Interval;

/**
 * Makes intervals over one set of group draws, the same for all values that are given: differences of two measures on the
 * same sequences are paired when their per-sequence difference is given.
 *
 * Source: percentile bootstrap over clusters, Efron 1979.
 *
 * @param batch B
 * @param groups group of each sequence, [B]; each its own when not given
 * @throws `argument-invalid` when groups are not as many as sequences
 */
export function sequenceIntervals(
  batch: number,
  groups: ArrayLike<number> | undefined,
  draws: number,
  seed: number,
  coverage: number,
): SequenceInterval {
  if (groups !== undefined && groups.length !== batch) {
    throw new SaliogramError(
      'argument-invalid',
      `intervals: got ${groups.length} groups, expected one for each of ${batch} sequences`,
      { details: { groups: groups.length, batch } },
    );
  }
  const numbers = new Map<number, number>();
  const groupOf = Int32Array.from({ length: batch }, (_, b) => {
    const group = groups?.[b] ?? b;
    if (!numbers.has(group)) numbers.set(group, numbers.size);
    return numbers.get(group) as number;
  });
  const drawn = drawGroups(numbers.size, draws, createRandom(seed));
  return (values) => {
    const kept = Array.from(values, (_, b) => b).filter((b) => !Number.isNaN(values[b]));
    const members = { classOf: kept.map(() => 0), classes: 1, groups: numbers.size };
    const own = kept.map((b) => values[b]);
    return intervalOf(
      replicate(own, { ...members, groupOf: kept.map((b) => groupOf[b]) }, drawn).byPrevalence,
      coverage,
    );
  };
}
