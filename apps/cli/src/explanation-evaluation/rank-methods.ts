import { createRandom, drawGroups, intervalOf } from '@saliogram/core';
import type { Interval } from '@saliogram/core';
import { metric } from '@saliogram/explain';

/** Something measured in several ways. */
export interface MeasuredRow {
  /** By the names of the registry; [B] each, NaN leaves a sequence out. */
  readonly scores: Readonly<Record<string, { readonly perSequence: ArrayLike<number> }>>;
}

/** Places that a row may have: all but those that other rows have for sure. */
export interface Places {
  readonly best: number;
  readonly worst: number;
}

/** How the rows of a table stand to each other. */
export interface Ranking {
  /** Measures that were ranked by. */
  readonly by: readonly string[];
  /** Mean over the measures of each row's place among all rows, 1 the best; [rows]. */
  readonly meanRanks: readonly Interval[];
  /** Of each row by its mean rank, other rows being before or behind it where the interval of the difference says so. */
  readonly places: readonly Places[];
  /** By measure, the place of each row, 1 the best. */
  readonly placeBy: Readonly<Record<string, readonly number[]>>;
  /** By measure, whether each row may be as good as the best one: the interval of the difference does not rule it out. */
  readonly mayBeBest: Readonly<Record<string, readonly boolean[]>>;
  /**
   * By measure, how much better row `one` is than row `other` on the same sequences, above 0 is better.
   */
  gain(one: number, other: number): Readonly<Record<string, Interval>>;
}

/** Draws of groups and their share. */
const DRAWS = 1000;
const COVERAGE = 0.95;
/** In the unit of the values, so that it compares settings of one method and not methods. */
const NOT_AMONG_METHODS = ['local-lipschitz'];

/** Measures that rows can be ranked by: those that say which is better, and that all rows have. */
export function rankingMeasures(rows: readonly MeasuredRow[]): string[] {
  return Object.keys(rows[0].scores).filter(
    (name) =>
      metric(name).better !== 'neither' &&
      !NOT_AMONG_METHODS.includes(name) &&
      rows.every(({ scores }) => name in scores),
  );
}

/**
 * Ranks the rows of a table, with percentile bootstrap intervals over groups: in each draw all means and all ranks are
 * made anew. Rows that are equal share their places.
 *
 * @param groups of each sequence, [B]
 * @param by measures that all rows have
 */
export function rankMethods(
  rows: readonly MeasuredRow[],
  groups: ArrayLike<number>,
  seed: number,
  by: readonly string[] = rankingMeasures(rows),
): Ranking {
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
  // Without any measure nothing is known of ranks.
  const rankDraws = rows.map(() => new Float64Array(draws.length).fill(by.length > 0 ? 0 : NaN));
  draws.forEach((_, d) => {
    for (const measure of means) {
      const places = placesOf(measure.map((row) => row[d]));
      places.forEach((place, r) => (rankDraws[r][d] += place / by.length));
    }
  });
  return {
    by,
    meanRanks: rankDraws.map(replicated),
    places: placesOpen(rankDraws),
    placeBy: Object.fromEntries(by.map((name, m) => [name, placesOf(means[m].map(([own]) => own))])),
    mayBeBest: Object.fromEntries(by.map((name, m) => [name, mayBeBest(means[m])])),
    gain: (one, other) =>
      Object.fromEntries(by.map((name, m) => [name, difference(means[m][one], means[m][other])])),
  };
}

function difference(one: Float64Array, other: Float64Array): Interval {
  return replicated(one.map((value, d) => value - other[d]));
}

function placesOpen(rankDraws: readonly Float64Array[]): Places[] {
  const ahead = rankDraws.map((one) => rankDraws.map((other) => difference(other, one).low > 0));
  return rankDraws.map((_, r) => ({
    best: 1 + ahead.filter((row) => row[r]).length,
    worst: rankDraws.length - ahead[r].filter(Boolean).length,
  }));
}

/** @param means of the rows under each draw, higher is better, [rows][draws] */
function mayBeBest(means: readonly Float64Array[]): boolean[] {
  const places = placesOf(means.map(([estimate]) => estimate));
  const best = means[places.indexOf(Math.min(...places))];
  return means.map((row) => !Number.isNaN(row[0]) && !(difference(best, row).low > 0));
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
