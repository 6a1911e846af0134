import { createRandom } from '@saliogram/core';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { checkInteger, checkNumber } from '../attribution/check-argument.ts';
import { SEGMENT_RUN_DEFAULTS, explainSegments } from './segment-run.ts';
import type { SegmentRunOptions } from './segment-run.ts';
import { weightedRidge } from './weighted-ridge.ts';

/** Options of {@link lime}. */
export interface LimeOptions extends SegmentRunOptions {
  /** Coalitions of each sequence; default 1000. */
  readonly samples?: number;
  /** How far from x a coalition may lie before it hardly counts, as 1 - cosine; default 0.25. */
  readonly kernelWidth?: number;
  /** Penalty on the squared weights, relative to the total weight of the coalitions; default 0.001. */
  readonly ridge?: number;
}

/** The defaults of {@link lime}. */
export const LIME_DEFAULTS = {
  ...SEGMENT_RUN_DEFAULTS,
  samples: 1000,
  kernelWidth: 0.25,
  ridge: 0.001,
} as const;

/**
 * LIME over segments: the weights of a ridge regression of the objective on which segments are present, over random
 * coalitions weighted by exp(-d^2 / w^2), d = 1 - sqrt(present / M) the cosine distance from x; an absent segment is the
 * baseline's.
 *
 * `fit` is the weighted R squared of that regression: near 0 the map says little about the model. A segment's weight is
 * spread evenly over its inputs. `seed` is that of the coalitions too, which are the same for all sequences.
 * Cost: one forward pass per coalition. Source: Ribeiro et al. 2016; on segments of series, Guilleme et al. 2019.
 *
 * @throws `argument-invalid` for segments that do not fit or overlap
 */
export async function lime(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: LimeOptions = {},
): Promise<Attribution> {
  const stage = 'LIME';
  const { samples, seed, kernelWidth, ridge } = { ...LIME_DEFAULTS, ...options };
  checkInteger(stage, 'samples', samples, 2);
  checkNumber(stage, 'kernelWidth', kernelWidth, Number.MIN_VALUE);
  checkNumber(stage, 'ridge', ridge, 0);
  const plans = new Map<number, { rows: Uint8Array; weights: Float64Array }>();
  const method = {
    name: 'lime',
    stage,
    settings: { samples, kernelWidth, ridge, seed },
    coalitions(players: number): Uint8Array {
      const random = createRandom(seed);
      const rows = new Uint8Array(samples * players).map(() => random.integer(2));
      const weights = Float64Array.from({ length: samples }, (_, r) => {
        const present = rows.subarray(r * players, (r + 1) * players).reduce((sum, v) => sum + v, 0);
        return Math.exp(-(((1 - Math.sqrt(present / players)) / kernelWidth) ** 2));
      });
      plans.set(players, { rows, weights });
      return rows;
    },
    solve(players: number, values: Float64Array, _empty: number, full: number) {
      // x itself is one more sample, of weight 1.
      const { rows, weights } = plans.get(players)!;
      const design = new Uint8Array(rows.length + players).fill(1);
      design.set(rows);
      const { slopes, fit } = weightedRidge(design, players, [...values, full], [...weights, 1], ridge);
      return { values: slopes, fit };
    },
  };
  return explainSegments(method, model, x, targets, options);
}
