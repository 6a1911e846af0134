import type { AttributionShape } from '../../attribution/attribution-shape.ts';
import { checkTruth } from './check-truth.ts';
import { aupAur } from './aup-aur.ts';
import { auprc } from './auprc.ts';
import { auroc } from './auroc.ts';
import { maskEntropy } from './mask-entropy.ts';
import { maskInformation } from './mask-information.ts';
import { meanRank } from './mean-rank.ts';
import { minMaxPerSequence } from './min-max-per-sequence.ts';
import { pointingGame } from './pointing-game.ts';
import { relevanceMass } from './relevance-mass.ts';
import { relevanceRankAccuracy } from './relevance-rank-accuracy.ts';
import { topOverlapWithTruth } from './top-overlap-with-truth.ts';

/** The measures that order cells over a whole test set, by the names of the metrics' registry. */
export const POOLED_GROUND_TRUTH = [
  'auroc',
  'auprc',
  'auprc-trapezoid',
  'aup',
  'aur',
  'mask-information',
  'mask-entropy',
] as const;

/** The measures of one sequence, by the names of the metrics' registry. */
export const SEQUENCE_GROUND_TRUTH = [
  'auroc',
  'auprc',
  'auprc-trapezoid',
  'mean-rank',
  'mean-rank-min',
  'pointing-game',
  'relevance-mass',
  'relevance-rank-accuracy',
  'iou-at-truth',
] as const;

/** Maps measured against the truth. */
export interface GroundTruthScores {
  /** Over the cells of all sequences at once, as the literature does. */
  readonly pooled: Record<(typeof POOLED_GROUND_TRUTH)[number], number>;
  /** Of each sequence, [B]; NaN where no cell of it is true (for AUROC, also where all are). */
  readonly perSequence: Record<(typeof SEQUENCE_GROUND_TRUTH)[number], Float64Array>;
}

/** Options of {@link groundTruthScores}. */
export interface GroundTruthOptions {
  /**
   * What is pooled: values scaled within each sequence (`min-max`, default; FIT, Dynamask, tint), or as they are
   * (`none`, WinIT). The areas over thresholds, information and entropy are always of scaled ones.
   */
  readonly pooling?: 'min-max' | 'none';
  /** Added to the range when scaling; default 0 (Dynamask), 1e-5 in tint. */
  readonly epsilon?: number;
  /** See {@link aupAur}; default false. */
  readonly stopAtFullRecall?: boolean;
}

/**
 * All measures of maps against known truth.
 *
 * Higher values are more important: of signed methods give |v| where the literature does.
 *
 * @param map values [B, T, C], and the steps of each sequence where they end early: cells after the end do not count
 * @param truth [B, T, C]; true where not 0
 * @throws `argument-invalid` when the two differ in length or a value is NaN
 */
export function groundTruthScores(
  map: { shape: AttributionShape; values: ArrayLike<number>; lengths?: ArrayLike<number> },
  truth: ArrayLike<number>,
  options: GroundTruthOptions = {},
): GroundTruthScores {
  const { shape, values } = map;
  checkTruth('ground truth', values, truth);
  const sequences = Array.from({ length: shape.batch }, (_, b) => {
    const from = b * shape.steps * shape.channels;
    const to = from + (map.lengths?.[b] ?? shape.steps) * shape.channels;
    const cut = (list: ArrayLike<number>): Float64Array =>
      Float64Array.from({ length: to - from }, (_, i) => list[from + i]);
    return { values: cut(values), truth: cut(truth) };
  });
  const each = (measure: (v: Float64Array, t: Float64Array) => number): Float64Array =>
    Float64Array.from(sequences, (one) => measure(one.values, one.truth));
  return {
    pooled: pooledScores(sequences, options),
    perSequence: {
      auroc: each(auroc),
      auprc: each((v, t) => auprc(v, t)),
      'auprc-trapezoid': each((v, t) => auprc(v, t, 'trapezoid')),
      'mean-rank': each((v, t) => meanRank(v, t)),
      'mean-rank-min': each((v, t) => meanRank(v, t, 'min')),
      'pointing-game': each(pointingGame),
      'relevance-mass': each(relevanceMass),
      'relevance-rank-accuracy': each(relevanceRankAccuracy),
      'iou-at-truth': each((v, t) => topOverlapWithTruth(v, t).iou),
    },
  };
}

function pooledScores(
  sequences: readonly { values: Float64Array; truth: Float64Array }[],
  { pooling = 'min-max', epsilon = 0, stopAtFullRecall = false }: GroundTruthOptions,
): GroundTruthScores['pooled'] {
  const truth = joined(sequences.map((one) => one.truth));
  const scaled = joined(sequences.map((one) => minMaxPerSequence(one.values, 1, epsilon)));
  const ordered = pooling === 'none' ? joined(sequences.map((one) => one.values)) : scaled;
  return {
    auroc: auroc(ordered, truth),
    auprc: auprc(ordered, truth),
    'auprc-trapezoid': auprc(ordered, truth, 'trapezoid'),
    ...aupAur(scaled, truth, { stopAtFullRecall }),
    'mask-information': maskInformation(scaled, truth),
    'mask-entropy': maskEntropy(scaled, truth),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
