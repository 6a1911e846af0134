import { SaliogramError, createRandom, drawGroups, intervalOf } from '@saliogram/core';
import type { Interval } from '@saliogram/core';
import { replicate } from './group-bootstrap.ts';

/** Which sequences belong together, and how groups are drawn. */
export interface GroupedMeansOptions {
  /** Class of each sequence, 0 to K - 1, [B]. */
  readonly classOf: ArrayLike<number>;
  /** Symbol of each class, [K]. */
  readonly symbols: readonly string[];
  /** Group (patient) of each sequence, which the bootstrap draws whole, [B]. */
  readonly groups: ArrayLike<number>;
  /** Default 0. */
  readonly seed?: number;
  /** Bootstrap draws; default 2000. */
  readonly draws?: number;
  /** Default 0.95. */
  readonly coverage?: number;
}

/** A mean with its interval over groups, and what it is the mean of. */
export interface GroupedMean extends Interval {
  /** Sequences that have a value. */
  readonly n: number;
  /** Groups of them. */
  readonly groups: number;
}

/** The mean over all sequences, and over those of each class by its symbol; classes without a value are left out. */
export interface GroupedMeans {
  readonly all: GroupedMean;
  readonly perClass: Readonly<Record<string, GroupedMean>>;
}

/**
 * The mean of one value per sequence with bootstrap intervals over groups. Sequences whose value is NaN are left out,
 * and so are their groups when none is left. The same seed draws the same groups of the same sequences.
 *
 * Source: percentile bootstrap over clusters, Efron 1979; Davison and Hinkley 1997, section 3.8.
 *
 * @param values [B]
 * @throws `argument-invalid` when classes or groups are not as many as the values
 */
export function groupedMeans(values: ArrayLike<number>, options: GroupedMeansOptions): GroupedMeans {
  const { classOf, symbols, groups, seed = 0, draws = 2000, coverage = 0.95 } = options;
  if (classOf.length !== values.length || groups.length !== values.length) {
    throw new SaliogramError(
      'argument-invalid',
      `means: got ${values.length} values of ${classOf.length} classes and ${groups.length} groups, expected as many of each`,
      { details: { values: values.length, classes: classOf.length, groups: groups.length } },
    );
  }
  const kept = Array.from(values, (_, i) => i).filter((i) => !Number.isNaN(values[i]));
  const numbers = new Map([...new Set(kept.map((i) => groups[i]))].map((group, index) => [group, index]));
  const groupOf = kept.map((i) => numbers.get(groups[i]) as number);
  const ofKept = kept.map((i) => classOf[i]);
  const means = replicate(
    kept.map((i) => values[i]),
    { classOf: ofKept, classes: symbols.length, groupOf, groups: numbers.size },
    drawGroups(numbers.size, draws, createRandom(seed)),
  );
  const perClass = means.perClass.flatMap((replicated, k) => {
    if (replicated === undefined) return [];
    const own = groupOf.filter((_, i) => ofKept[i] === k);
    const counts = { n: own.length, groups: new Set(own).size };
    return [[symbols[k], { ...intervalOf(replicated, coverage), ...counts }] as const];
  });
  return {
    all: { ...intervalOf(means.byPrevalence, coverage), n: kept.length, groups: numbers.size },
    perClass: Object.fromEntries(perClass),
  };
}
