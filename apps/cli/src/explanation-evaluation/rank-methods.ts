import { createRandom, drawGroups, intervalOf } from '@saliogram/core';
import type { Interval } from '@saliogram/core';
import { metric } from '@saliogram/explain';
import type { ExplanationTable } from '@saliogram/explain';

type Row = ExplanationTable['rows'][number];

/** How the rows of a table stand to each other. */
export interface Ranking {
  /** Measures that were ranked by: those that say which is better and that all rows have. */
  readonly by: readonly string[];
  /** Mean over the measures of each row's place among all rows, 1 the best; [rows]. */
  readonly meanRanks: readonly Interval[];
  /**
   * By measure, how much better row `one` is than row `other` on the same sequences, above 0 is better.
   */
  gain(one: number, other: number): Readonly<Record<string, Interval>>;
}

/** Draws of groups and their share. */
const DRAWS = 1000;
const COVERAGE = 0.95;

/**
 * Ranks the rows of a table, with percentile bootstrap intervals over groups: in each draw all means and all ranks are
 * made anew. Rows that are equal share their places.
 *
 * @param groups of each sequence, [B]
 */
export function rankMethods(rows: readonly Row[], groups: ArrayLike<number>, seed: number): Ranking {
  const by = Object.keys(rows[0].scores).filter(
    (name) => metric(name).better !== 'neither' && rows.every(({ scores }) => name in scores),
  );
  const numbers = new Map<number, number>();
  const groupOf = Array.from(groups, (group) => {
    if (!numbers.has(group)) numbers.set(group, numbers.size);
    return numbers.get(group)!;
  });
  const once = new Uint8Array(numbers.size).fill(1);
  const draws = [once, ...drawGroups(numbers.size, DRAWS, createRandom(seed))];
  // means[measure][row][draw], the first of the draws being the data themselves; higher is better.
  const means = by.map((name) => {
    const sign = metric(name).better === 'higher' ? 1 : -1;
    return rows.map(({ scores }) => drawnMeans(scores[name].perSequence, groupOf, draws, sign));
  });
  const rankDraws = rows.map(() => new Float64Array(draws.length));
  draws.forEach((_, d) => {
    for (const measure of means) {
      const places = placesOf(measure.map((row) => row[d]));
      places.forEach((place, r) => (rankDraws[r][d] += place / by.length));
    }
  });
  return {
    by,
    meanRanks: rankDraws.map(replicated),
    gain: (one, other) =>
      Object.fromEntries(
        by.map((name, m) => [name, replicated(means[m][one].map((value, d) => value - means[m][other][d]))]),
      ),
  };
}

function replicated(values: Float64Array): Interval {
  return intervalOf({ estimate: values[0], draws: values.subarray(1) }, COVERAGE);
}

/** Means of the values under each draw of groups; NaN is left out. */
function drawnMeans(
  values: ArrayLike<number>,
  groupOf: readonly number[],
  draws: readonly Uint8Array[],
  sign: number,
): Float64Array {
  const sums = new Float64Array(draws[0].length);
  const counts = new Float64Array(draws[0].length);
  groupOf.forEach((group, b) => {
    if (Number.isNaN(values[b])) return;
    sums[group] += sign * values[b];
    counts[group]++;
  });
  return Float64Array.from(draws, (times) => {
    let sum = 0;
    let count = 0;
    for (let g = 0; g < times.length; g++) {
      sum += times[g] * sums[g];
      count += times[g] * counts[g];
    }
    return sum / count;
  });
}

/** Places from 1 for the highest; equal values share theirs, NaN comes last. */
function placesOf(values: readonly number[]): number[] {
  const known = values.map((value) => (Number.isNaN(value) ? -Infinity : value));
  return known.map((value) => {
    const above = known.filter((other) => other > value).length;
    const equal = known.filter((other) => other === value).length;
    return above + (equal + 1) / 2;
  });
}
