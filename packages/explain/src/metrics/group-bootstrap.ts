import type { Replicated } from '@saliogram/core';

/** Where each sequence belongs: its class and its group (patient). */
export interface Membership {
  /** Class of each sequence, 0 to K - 1. */
  readonly classOf: ArrayLike<number>;
  readonly classes: number;
  /** Group of each sequence, 0 to G - 1. */
  readonly groupOf: ArrayLike<number>;
  readonly groups: number;
}

/** A mean weighted in each of the ways that a reader may mean. */
export interface Weighted<V> {
  /** All sequences alike, so that frequent classes dominate. */
  readonly byPrevalence: V;
  /** The mean of the classes' means. */
  readonly byClass: V;
  /** Per class, in class order; undefined for a class with no sequence. */
  readonly perClass: readonly (V | undefined)[];
}

/**
 * Sums and numbers of the members of one class in one group, class after class, for the pairs that have any: with a
 * group per sequence these are as many as sequences, not G * K.
 */
interface Cells {
  readonly group: Int32Array;
  readonly sum: Float64Array;
  readonly count: Float64Array;
  /** Where each class begins, and the end, [K + 1]. */
  readonly classFrom: Int32Array;
}

function cellsOf(values: ArrayLike<number>, { classOf, classes, groupOf, groups }: Membership): Cells {
  const counts = new Float64Array(classes * groups);
  const sums = new Float64Array(classes * groups);
  for (let i = 0; i < values.length; i++) {
    counts[classOf[i] * groups + groupOf[i]]++;
    sums[classOf[i] * groups + groupOf[i]] += values[i];
  }
  const filled: number[] = [];
  const classFrom = new Int32Array(classes + 1);
  for (let k = 0; k < classes; k++) {
    for (let key = k * groups; key < (k + 1) * groups; key++) if (counts[key] > 0) filled.push(key);
    classFrom[k + 1] = filled.length;
  }
  return {
    group: Int32Array.from(filled, (key) => key % groups),
    sum: Float64Array.from(filled, (key) => sums[key]),
    count: Float64Array.from(filled, (key) => counts[key]),
    classFrom,
  };
}

/**
 * Weighted means of one value per sequence, each with its replicates under the same group draws, so that the
 * replicates of two sets of values may be subtracted (a paired comparison).
 *
 * Source: percentile bootstrap over clusters, Efron 1979; Davison and Hinkley 1997, section 3.8.
 *
 * @param draws from `drawGroups`
 */
export function replicate(
  values: ArrayLike<number>,
  members: Membership,
  draws: readonly Uint8Array[],
): Weighted<Replicated> {
  const { classes } = members;
  const { group, sum, count, classFrom } = cellsOf(values, members);
  // Of one draw: the mean over all, the mean of class means, and the class means.
  const means = (times: Uint8Array): number[] => {
    const classSum = new Float64Array(classes);
    const classCount = new Float64Array(classes);
    for (let k = 0; k < classes; k++) {
      let kSum = 0;
      let kCount = 0;
      for (let i = classFrom[k]; i < classFrom[k + 1]; i++) {
        kSum += times[group[i]] * sum[i];
        kCount += times[group[i]] * count[i];
      }
      classSum[k] = kSum;
      classCount[k] = kCount;
    }
    const perClass = Array.from(classSum, (s, k) => s / classCount[k]);
    const present = perClass.filter((m) => !Number.isNaN(m));
    const total = (list: ArrayLike<number>): number => Array.from(list).reduce((a, b) => a + b, 0);
    return [total(classSum) / total(classCount), total(present) / present.length, ...perClass];
  };
  const whole = means(new Uint8Array(members.groups).fill(1));
  const drawn = draws.map(means);
  const replicated = (j: number): Replicated => ({
    estimate: whole[j],
    draws: Float64Array.from(drawn, (row) => row[j]),
  });
  return {
    byPrevalence: replicated(0),
    byClass: replicated(1),
    perClass: Array.from({ length: classes }, (_, k) =>
      Number.isNaN(whole[k + 2]) ? undefined : replicated(k + 2),
    ),
  };
}
