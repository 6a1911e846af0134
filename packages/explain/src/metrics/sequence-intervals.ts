import { SaliogramError, createRandom, drawGroups, intervalOf } from '@saliogram/core';
import type { Interval } from '@saliogram/core';
import { checkInteger, checkNumber } from '../attribution/check-argument.ts';
import { expandedCoverage } from './expanded-coverage.ts';
import { replicate } from './group-bootstrap.ts';

/** Where sequences belong, and how the bootstrap draws. */
export interface SequenceIntervalOptions {
  /** Group (patient) of each sequence, which the bootstrap draws whole; default each its own, [B]. */
  readonly groups?: ArrayLike<number>;
  /** Class of each sequence, 0 to K - 1, for the mean of the classes' means; default all the same, [B]. */
  readonly classOf?: ArrayLike<number>;
  /** Bootstrap draws; default 1000. */
  readonly draws?: number;
  /** Default 0. */
  readonly seed?: number;
  /** Default 0.95. */
  readonly coverage?: number;
}

/** The mean of one value per sequence, all sequences alike and the mean of the classes' means, with their intervals. */
export interface SequenceMeans {
  readonly byPrevalence: Interval;
  readonly byClass: Interval;
}

/**
 * Makes means with intervals, all over the same group draws. NaN leaves a sequence out. The interval of a difference of
 * two measures is that of its value per sequence, so that it is paired.
 *
 * Source: percentile bootstrap over clusters, Efron 1979, expanded for few of them, Hesterberg 2015.
 *
 * @param batch B
 * @throws `argument-invalid` when groups or classes are not as many as sequences
 */
export function sequenceIntervals(
  batch: number,
  options: SequenceIntervalOptions,
): (values: ArrayLike<number>) => SequenceMeans {
  const { groups, classOf, draws = 1000, seed = 0, coverage = 0.95 } = options;
  checkInteger('intervals', 'draws', draws, 1);
  checkNumber('intervals', 'coverage', coverage, 0, 1);
  for (const [name, list] of Object.entries({ groups, classOf })) {
    if (list === undefined || list.length === batch) continue;
    throw new SaliogramError(
      'argument-invalid',
      `intervals: got ${list.length} ${name}, expected one for each of ${batch} sequences`,
      { details: { [name]: list.length, batch } },
    );
  }
  const numbers = new Map<number, number>();
  const groupOf = Int32Array.from({ length: batch }, (_, b) => {
    const group = groups?.[b] ?? b;
    if (!numbers.has(group)) numbers.set(group, numbers.size);
    return numbers.get(group) as number;
  });
  const classes = 1 + Array.from(classOf ?? [0]).reduce((most, c) => Math.max(most, c), 0);
  const drawn = drawGroups(numbers.size, draws, createRandom(seed));
  return (values) => {
    const kept = Array.from(values, (_, b) => b).filter((b) => !Number.isNaN(values[b]));
    const members = {
      classOf: kept.map((b) => classOf?.[b] ?? 0),
      classes,
      groupOf: kept.map((b) => groupOf[b]),
      groups: numbers.size,
    };
    const own = kept.map((b) => values[b]);
    const { byPrevalence, byClass } = replicate(own, members, drawn);
    const wide = expandedCoverage(coverage, new Set(members.groupOf).size);
    return { byPrevalence: intervalOf(byPrevalence, wide), byClass: intervalOf(byClass, wide) };
  };
}
