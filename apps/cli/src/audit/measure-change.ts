import type { Interval } from '@saliogram/core';
import { groupedMeans } from '@saliogram/explain';
import type { GroupedMean, GroupedMeans } from '@saliogram/explain';
import type { Decided } from './decide.ts';
import { verdictOnChange } from './verdict.ts';

/** Whose beats are measured, and how their patients are drawn. */
export interface Members {
  /** [B] */
  readonly classOf: ArrayLike<number>;
  readonly symbols: readonly string[];
  /** [B] */
  readonly patients: ArrayLike<number>;
  readonly seed: number;
  /** Of patients; default 2000. */
  readonly draws?: number;
}

/** What each beat did after a change; NaN for a beat that could not be changed. */
export interface Change {
  /** 1 where the decision counts as changed, [B]. */
  readonly changed: Float64Array;
  /** Fall of the probability of the class decided before, [B]. */
  readonly fall: Float64Array;
}

/** What a change did, in figures and in a word. */
export interface MeasuredChange {
  readonly effect: GroupedMeans;
  readonly fall: GroupedMean;
  readonly control?: { readonly name: string; readonly effect: Interval; readonly excess: Interval };
  readonly verdict: string;
}

/** Mean of a value per beat over patients. */
export function meansOf(values: ArrayLike<number>, members: Members): GroupedMeans {
  const { classOf, symbols, patients, seed, draws = 2000 } = members;
  return groupedMeans(values, { classOf, symbols, groups: patients, seed, draws });
}

/**
 * Compares decisions before and after a change, beat by beat.
 *
 * @param after null for a beat without an after
 * @param counts whether a change from one class to another counts; default any
 */
export function changeOf(
  before: Decided,
  after: Decided,
  present: ArrayLike<number | boolean> = before.classes.map(() => 1),
  counts: (from: number, to: number) => boolean = (from, to) => from !== to,
): Change {
  const count = before.scores.length / before.classes.length;
  const beats = before.classes.length;
  const changed = new Float64Array(beats).fill(NaN);
  const fall = new Float64Array(beats).fill(NaN);
  for (let b = 0; b < beats; b++) {
    if (!present[b]) continue;
    const decided = before.classes[b];
    changed[b] = counts(decided, after.classes[b]) ? 1 : 0;
    fall[b] = before.probabilities[b * count + decided] - after.probabilities[b * count + decided];
  }
  return { changed, fall };
}

/** The mean of several changes, beat by beat: of several draws of a control. */
export function meanChange(changes: readonly Change[]): Change {
  const mean = (pick: (change: Change) => Float64Array): Float64Array =>
    pick(changes[0]).map((_, b) => changes.reduce((sum, each) => sum + pick(each)[b], 0) / changes.length);
  return { changed: mean(({ changed }) => changed), fall: mean(({ fall }) => fall) };
}

/** The figures of a change, beside those of a control on the same beats. */
export function measureChange(
  change: Change,
  members: Members,
  control?: { readonly name: string; readonly change: Change },
): MeasuredChange {
  const effect = meansOf(change.changed, members);
  const greatest = change.fall.reduce((most, fall) => (Math.abs(fall) > most ? Math.abs(fall) : most), 0);
  const fall = meansOf(change.fall, members).all;
  if (control === undefined) return { effect, fall, verdict: verdictOnChange(effect.all, greatest) };
  const without = control.change.changed;
  const excess = meansOf(
    change.changed.map((value, b) => value - without[b]),
    members,
  ).all;
  return {
    effect,
    fall,
    control: { name: control.name, effect: meansOf(without, members).all, excess },
    verdict: verdictOnChange(effect.all, greatest, excess),
  };
}
