import { differenceOf, drawGroups, intervalOf } from '@saliogram/core';
import type { Interval, Random, Replicated } from '@saliogram/core';
import { RATES, ratesOf } from './class-rates.ts';
import type { ClassRates, Rates } from './class-rates.ts';
import { evaluateDecisions } from './evaluation.ts';
import type { Evaluation } from './evaluation.ts';
import type { Decisions } from './predictions.ts';

/** A rate with its interval; null where it has no denominator. */
export type RateInterval = Interval | null;

/** Rates with intervals over whole groups (patients); plain JSON. */
export interface GroupEvaluation {
  /** Groups that have any sequence. */
  readonly groups: number;
  readonly draws: number;
  readonly coverage: number;
  /** Over all sequences alike ("gross"). */
  readonly accuracy: RateInterval;
  /** Means over the classes that occur; a class that is never decided has a positive predictivity of 0 in them. */
  readonly macro: ClassRates<RateInterval>;
  /** By class symbol. */
  readonly perClass: Readonly<Record<string, GroupClassEvaluation>>;
}

/** One class of {@link GroupEvaluation}. */
export interface GroupClassEvaluation extends ClassRates<RateInterval> {
  /** Groups with a sequence of the class: with few of them no interval means much. */
  readonly groups: number;
}

/** How groups are drawn. */
export interface GroupDraws {
  /** Group of each sequence, shape [N], 0 to G - 1. */
  readonly groupOf: ArrayLike<number>;
  /** Seeded; the same seed gives the same draws, so that two classifiers may be compared. */
  readonly random: Random;
  /** Default 2000. */
  readonly draws?: number;
  /** Default 0.95. */
  readonly coverage?: number;
}

/**
 * Rates per class with percentile bootstrap intervals over groups: whole patients are drawn with replacement, because
 * beats of one patient are not independent.
 *
 * Source: percentile bootstrap over clusters, Efron 1979; Davison and Hinkley 1997, section 3.8.
 */
export function evaluateGroups(
  { classes, labels, decisions }: Decisions,
  { groupOf, random, draws = 2000, coverage = 0.95 }: GroupDraws,
): GroupEvaluation {
  const cells = cellsOf(labels, decisions, groupOf, classes.length);
  const replicated = replicateRates(cells, classes.length, drawGroups(cells.groups, draws, random));
  const interval = (rate: (rates: Rates) => number): RateInterval => {
    const found = replicated(rate);
    return Number.isNaN(found.estimate) ? null : intervalOf(found, coverage);
  };
  return {
    groups: cells.groups,
    draws,
    coverage,
    accuracy: interval(({ accuracy }) => accuracy),
    macro: fourRates((rate) => interval(({ macro }) => macro[rate])),
    perClass: Object.fromEntries(
      classes.map(({ symbol }, k) => [
        symbol,
        {
          ...fourRates((rate) => interval(({ perClass }) => perClass[k][rate])),
          groups: groupsWith(cells, k, classes.length),
        },
      ]),
    ),
  };
}

/** The macro-F1 of one classifier less that of another on the same sequences, paired draw by draw. */
export function compareMacroF1(
  one: Decisions,
  other: Decisions,
  { groupOf, random, draws = 2000, coverage = 0.95 }: GroupDraws,
): Interval {
  const width = one.classes.length;
  const [a, b] = [one, other].map(({ labels, decisions }) => cellsOf(labels, decisions, groupOf, width));
  const drawn = drawGroups(a.groups, draws, random);
  const f1 = ({ macro }: Rates): number => macro.f1;
  return intervalOf(
    differenceOf(replicateRates(a, width, drawn)(f1), replicateRates(b, width, drawn)(f1)),
    coverage,
  );
}

/** The evaluation of each group (record, patient) that has any sequence. */
export function evaluateEachGroup(
  { classes, labels, decisions }: Decisions,
  groupOf: ArrayLike<number>,
  names: readonly string[],
): ({ readonly name: string } & Evaluation)[] {
  const members = names.map((): number[] => []);
  for (let i = 0; i < labels.length; i++) members[groupOf[i]].push(i);
  return members.flatMap((own, group) =>
    own.length === 0
      ? []
      : [
          {
            name: names[group],
            ...evaluateDecisions(
              own.map((i) => labels[i]),
              own.map((i) => decisions[i]),
              classes,
            ),
          },
        ],
  );
}

/** How often a group's sequences of a class were decided for a class, for what occurs; groups are numbered anew. */
interface Cells {
  readonly groups: number;
  readonly group: Uint32Array;
  /** true class * K + decided class. */
  readonly cell: Uint32Array;
  readonly count: Float64Array;
}

function cellsOf(
  labels: ArrayLike<number>,
  decisions: ArrayLike<number>,
  groupOf: ArrayLike<number>,
  classes: number,
): Cells {
  if (groupOf.length !== labels.length) throw new Error('internal: a group is missing for some sequences');
  const counts = new Map<number, number>();
  const numbers = new Map<number, number>();
  for (let i = 0; i < labels.length; i++) {
    let group = numbers.get(groupOf[i]);
    if (group === undefined) numbers.set(groupOf[i], (group = numbers.size));
    const key = (group * classes + labels[i]) * classes + decisions[i];
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const keys = [...counts.keys()];
  return {
    groups: numbers.size,
    group: Uint32Array.from(keys, (key) => Math.floor(key / classes ** 2)),
    cell: Uint32Array.from(keys, (key) => key % classes ** 2),
    count: Float64Array.from(counts.values()),
  };
}

/** A function that gives any rate, as estimated and in each draw. */
function replicateRates(
  { group, cell, count, groups }: Cells,
  classes: number,
  draws: readonly Uint8Array[],
): (rate: (rates: Rates) => number) => Replicated {
  const ratesIn = (times: Uint8Array): Rates => {
    const confusion = new Float64Array(classes ** 2);
    for (let i = 0; i < cell.length; i++) confusion[cell[i]] += times[group[i]] * count[i];
    return ratesOf(confusion, classes);
  };
  const whole = ratesIn(new Uint8Array(groups).fill(1));
  const drawn = draws.map(ratesIn);
  return (rate) => ({ estimate: rate(whole), draws: Float64Array.from(drawn, rate) });
}

function groupsWith({ group, cell }: Cells, k: number, classes: number): number {
  return new Set(group.filter((_, i) => Math.floor(cell[i] / classes) === k)).size;
}

function fourRates<V>(make: (rate: (typeof RATES)[number]) => V): ClassRates<V> {
  return Object.fromEntries(RATES.map((rate) => [rate, make(rate)])) as unknown as ClassRates<V>;
}
