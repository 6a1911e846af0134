import type { Objective, ScoresModel, SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../attribution/batches.ts';
import { scoresInBatches } from '../attribution/batches.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { accuracyAfterRemoval } from './faithfulness/accuracy-after-removal.ts';
import { comprehensiveness } from './faithfulness/comprehensiveness.ts';
import { crossEntropyAfterRemoval } from './faithfulness/cross-entropy-after-removal.ts';
import { cumulativeDifference, cumulativePreservation } from './faithfulness/cumulative-difference.ts';
import { curveOf, equalShares } from './faithfulness/deletion-insertion.ts';
import { faithfulnessCorrelations } from './faithfulness/faithfulness-correlation.ts';
import { infidelities } from './faithfulness/infidelity.ts';
import { logOdds } from './faithfulness/log-odds.ts';
import { monotonicity } from './faithfulness/monotonicity.ts';
import { atPoints, keepHighest, removeHighest, scoresAfterRemoval } from './faithfulness/removal.ts';
import { sufficiency } from './faithfulness/sufficiency.ts';
import type { TopShareRemoval } from './faithfulness/top-share-removal.ts';
import type { Unit } from './faithfulness/unit.ts';
import { groundTruthScores } from './ground-truth/ground-truth-scores.ts';
import type { MeasuredMap } from './measured-map.ts';
import { complexity } from './shape/complexity.ts';
import { effectiveComplexity } from './shape/effective-complexity.ts';
import { gini } from './shape/gini.ts';
import { segmentsAbove } from './shape/segments-above.ts';
import { totalVariation } from './shape/total-variation.ts';

/** Values per sequence, [B], by the names of the registry. */
export type MapScores = Record<string, Float64Array>;

/** What the measures of maps need to know. */
export interface MapScoreSettings extends RunOptions, BaselineOptions {
  readonly unit: Unit;
  readonly steps: number;
  readonly shares: readonly number[];
  readonly objective: Objective;
  readonly tieDraws: number;
  readonly seed: number;
}

/** Deletion, insertion, monotonicity and the five measures of top shares, out of two removals. */
export async function removalScores(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Int32Array,
  { order }: MeasuredMap,
  settings: MapScoreSettings,
): Promise<MapScores> {
  const { steps, shares, objective } = settings;
  const equal = equalShares(steps);
  // A share that the curves pass anyway costs nothing.
  const passed = (share: number): number => equal.findIndex((point) => Math.abs(point - share) < 1e-9);
  const others = shares.filter((share) => passed(share) < 0);
  const all = [...equal, ...others];
  const where = 'removal';
  const gone = await scoresAfterRemoval(where, model, x, order, removeHighest(all), settings);
  const left = await scoresAfterRemoval(where, model, x, order, keepHighest(all), settings);
  const onCurve = Array.from(equal, (_, i) => i);
  const onTop = shares.map((share) =>
    passed(share) < 0 ? equal.length + others.indexOf(share) : passed(share),
  );
  const top: TopShareRemoval = {
    shares,
    targets,
    clean: await scoresInBatches(model, x, where, settings),
    removed: atPoints(gone, onTop),
    kept: atPoints(left, onTop),
  };
  const deletion = curveOf(atPoints(gone, onCurve), equal, targets, objective);
  return {
    deletion: deletion.area,
    insertion: curveOf(atPoints(left, onCurve), equal, targets, objective).area,
    monotonicity: monotonicity(deletion),
    comprehensiveness: comprehensiveness(top, objective).mean,
    sufficiency: sufficiency(top, objective).mean,
    'log-odds': logOdds(top).mean,
    'accuracy-after-removal': accuracyAfterRemoval(top).mean,
    'cross-entropy-after-removal': crossEntropyAfterRemoval(top).mean,
  };
}

/** CPD and CPP. */
export async function cumulativeScores(
  model: ScoresModel,
  x: SequenceBatch,
  { order }: MeasuredMap,
  settings: MapScoreSettings,
): Promise<MapScores> {
  return {
    'cumulative-difference': await cumulativeDifference(model, x, order, settings),
    'cumulative-preservation': await cumulativePreservation(model, x, order, settings),
  };
}

/** Faithfulness correlation and infidelity at the best scale, with the same passes for all maps. */
export async function additiveScores(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Int32Array,
  maps: readonly MeasuredMap[],
  settings: MapScoreSettings & { readonly subsets: number },
): Promise<MapScores[]> {
  const values = maps.map((map) => map.values);
  const options = { ...settings, draws: settings.subsets };
  const correlations = await faithfulnessCorrelations(model, x, targets, values, options);
  const misses = await infidelities(model, x, targets, values, { ...options, scale: 'best' });
  return maps.map((_, m) => ({ 'faithfulness-correlation': correlations[m], infidelity: misses[m] }));
}

/** What each map looks like. */
export function shapeScores(x: SequenceBatch, { values, heat }: MeasuredMap): MapScores {
  const size = x.steps * x.channels;
  const each = (all: Float32Array, measure: (own: Float32Array) => number): Float64Array =>
    Float64Array.from({ length: x.batch }, (_, b) => {
      const end = b * size + (x.lengths?.[b] ?? x.steps) * x.channels;
      return measure(all.subarray(b * size, end));
    });
  return {
    gini: each(values, gini),
    complexity: each(values, complexity),
    'effective-complexity': each(values, (own) => effectiveComplexity(own)),
    'total-variation': each(heat, (own) => totalVariation(own, x.channels)),
    'segments-above': each(heat, (own) => segmentsAbove(own, undefined, x.channels)),
  };
}

/** The measures of one sequence against known truth. */
export function truthScores(
  x: SequenceBatch,
  { importance }: MeasuredMap,
  truth: ArrayLike<number>,
): MapScores {
  const map = { shape: x, values: importance, ...(x.lengths && { lengths: x.lengths }) };
  return groundTruthScores(map, truth).perSequence;
}
