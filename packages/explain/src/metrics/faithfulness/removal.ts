import { SaliogramError, createRandom } from '@saliogram/core';
import type { Objective, ScoresModel, SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../../attribution/batches.ts';
import { checkInteger, checkWord } from '../../attribution/check-argument.ts';
import { objectiveValue } from '../../attribution/objective-value.ts';
import { baselineSequences } from '../../baselines/baseline-sequences.ts';
import type { BaselineOptions } from '../../baselines/baseline.ts';
import { countOfShare, removalOrder } from './removal-order.ts';
import { scoresAlongPaths } from './removal-paths.ts';
import { unitValues } from './unit.ts';
import type { Unit } from './unit.ts';

/** Options of every measure that removes inputs. */
export interface RemovalOptions extends RunOptions, BaselineOptions {
  /** Default `cell`. */
  readonly unit?: Unit;
  /** Orders drawn for values that tie, over which scores are averaged; default 1. */
  readonly tieDraws?: number;
  /** Seed of the order of ties, and of baselines that are drawn; default 0. */
  readonly seed?: number;
}

/** The defaults of {@link RemovalOptions}. */
export const REMOVAL_DEFAULTS = { unit: 'cell', tieDraws: 1, seed: 0, baseline: 0 } as const;

/** Throws `argument-invalid` unless there is one value for each input. */
export function checkMap(where: string, x: SequenceBatch, values: ArrayLike<number>): void {
  if (values.length !== x.values.length) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got ${values.length} values, expected ${x.batch} x ${x.steps} x ${x.channels} (sequences x steps x channels)`,
      { details: { values: values.length, batch: x.batch, steps: x.steps, channels: x.channels } },
    );
  }
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new SaliogramError('argument-invalid', `${where}: value ${i} is ${values[i]}, expected numbers`, {
      details: { index: i },
    });
  }
}

/** Checks what every measure that removes inputs is given. */
export function checkRemoval(
  where: string,
  x: SequenceBatch,
  values: ArrayLike<number>,
  options: RemovalOptions,
) {
  checkMap(where, x, values);
  checkWord(where, 'unit', options.unit ?? 'cell', ['cell', 'step']);
  checkInteger(where, 'tieDraws', options.tieDraws ?? 1, 1);
}

/** Which units go, and how many of a sequence's at each of P points. */
export interface RemovalPlan {
  readonly first: 'highest' | 'lowest';
  /** Numbers of units that are gone, given how many a sequence has, [P]. */
  readonly countsOf: (units: number) => number[];
}

/** Scores along the removal, with each order of the ties. */
export interface RemovalScores {
  /** [B, D, P, K] */
  readonly scores: Float32Array;
  readonly batch: number;
  /** D. */
  readonly draws: number;
  /** P. */
  readonly points: number;
  /** K. */
  readonly classes: number;
}

/** The plan that removes the highest units, a share of them at each point. */
export function removeHighest(shares: readonly number[]): RemovalPlan {
  return { first: 'highest', countsOf: (units) => shares.map((share) => countOfShare(share, units)) };
}

/** The plan that keeps the highest units only, a share of them at each point. */
export function keepHighest(shares: readonly number[]): RemovalPlan {
  return { first: 'lowest', countsOf: (units) => shares.map((share) => units - countOfShare(share, units)) };
}

/**
 * Scores when units are replaced in the order of their values: the shared engine of the measures that remove inputs.
 *
 * @param values [B, T, C]
 */
export async function scoresAfterRemoval(
  where: string,
  model: ScoresModel,
  x: SequenceBatch,
  values: ArrayLike<number>,
  { first, countsOf }: RemovalPlan,
  options: RemovalOptions,
): Promise<RemovalScores> {
  checkRemoval(where, x, values, options);
  const { unit = 'cell', tieDraws = 1, seed = 0 } = options;
  const [fill] = baselineSequences(where, x, options);
  const random = createRandom(seed);
  const paths = Array.from({ length: x.batch * tieDraws }, (_, p) => {
    const sequence = Math.floor(p / tieDraws);
    const order = removalOrder(unitValues(x, values, sequence, unit), random);
    // The lowest first is the same order from its other end, ties included.
    if (first === 'lowest') order.reverse();
    return { sequence, order, counts: countsOf(order.length) };
  });
  const scores = await scoresAlongPaths(model, x, fill, paths, unit, where, options);
  const points = countsOf(1).length;
  return { scores, batch: x.batch, draws: tieDraws, points, classes: model.classes.length };
}

/** The same removal at some of its points. */
export function atPoints(removal: RemovalScores, chosen: readonly number[]): RemovalScores {
  const { points, classes, batch, draws } = removal;
  const scores = new Float32Array(batch * draws * chosen.length * classes);
  for (let row = 0; row < batch * draws * chosen.length; row++) {
    const from = Math.floor(row / chosen.length) * points + chosen[row % chosen.length];
    scores.set(removal.scores.subarray(from * classes, (from + 1) * classes), row * classes);
  }
  return { ...removal, scores, points: chosen.length };
}

/**
 * What a row of scores comes to, at each point of each sequence and on average over the orders of its ties, [B, P].
 *
 * @param measure of row `row` of the scores of sequence `b`
 */
export function alongRemoval(
  { batch, draws, points }: RemovalScores,
  measure: (row: number, b: number) => number,
): Float64Array {
  const means = new Float64Array(batch * points);
  for (let row = 0; row < batch * draws * points; row++) {
    const b = Math.floor(row / (draws * points));
    means[b * points + (row % points)] += measure(row, b) / draws;
  }
  return means;
}

/** The objective of each sequence's class along the removal, [B, P]. */
export function objectiveAlong(
  removal: RemovalScores,
  targets: ArrayLike<number>,
  objective: Objective,
): Float64Array {
  const { scores, classes } = removal;
  return alongRemoval(removal, (row, b) => objectiveValue(scores, row, classes, targets[b], objective));
}

/** Throws `argument-invalid` unless there is at least one share and each lies above 0, up to 1. */
export function checkShares(where: string, shares: readonly number[]): void {
  const wrong = shares.findIndex((share) => !(share > 0 && share <= 1));
  if (shares.length > 0 && wrong < 0) return;
  const got = shares.length === 0 ? 'no share' : `share ${shares[wrong]}`;
  throw new SaliogramError('argument-invalid', `${where}: got ${got}, expected shares above 0 and up to 1`, {
    details: { shares },
  });
}
