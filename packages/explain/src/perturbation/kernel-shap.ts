import { createRandom } from '@saliogram/core';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { checkInteger } from '../attribution/check-argument.ts';
import { kernelCoalitions } from './kernel-coalitions.ts';
import { SEGMENT_RUN_DEFAULTS, explainSegments } from './segment-run.ts';
import type { SegmentRunOptions } from './segment-run.ts';
import { shapleyRegression } from './shapley-regression.ts';
import type { ShapleyRegression } from './shapley-regression.ts';

/** Options of {@link kernelShap}. */
export interface KernelShapOptions extends SegmentRunOptions {
  /** Coalitions of each sequence, without the empty and the full one; default 2000. */
  readonly samples?: number;
}

/** The defaults of {@link kernelShap}. */
export const KERNEL_SHAP_DEFAULTS = { ...SEGMENT_RUN_DEFAULTS, samples: 2000 } as const;

/**
 * KernelSHAP over segments: the additive worth of segments that comes nearest, under the Shapley kernel, to the objective
 * of coalitions of them, an absent segment being the baseline's; added up it is p_c(x) - p_c(b) exactly.
 *
 * Exact Shapley values where all 2^M - 2 coalitions of M segments are within `samples` (M up to 10 by default); else an
 * estimate whose `standardErrors` are given. A segment's worth is spread evenly over its inputs. `seed` is that of the
 * coalitions too, which are the same for all sequences. Cost: one forward pass per coalition, and two.
 * Source: Lundberg and Lee 2017; Covert and Lee 2021.
 *
 * @throws `argument-invalid` for segments that do not fit or overlap, or too few samples for them
 */
export async function kernelShap(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: KernelShapOptions = {},
): Promise<Attribution> {
  const { samples, seed } = { ...KERNEL_SHAP_DEFAULTS, ...options };
  const shapley = kernelShapley('KernelSHAP', samples, seed);
  const method = { name: 'kernel-shap', stage: 'KernelSHAP', settings: { samples, seed }, ...shapley };
  return explainSegments(method, model, x, targets, options);
}

/** Coalitions and the solution for any number of players, each made once. */
export function kernelShapley(stage: string, samples: number, seed: number) {
  checkInteger(stage, 'samples', samples, 1);
  const regressions = new Map<number, ShapleyRegression>();
  return {
    coalitions(players: number): Uint8Array {
      const coalitions = kernelCoalitions(stage, players, samples, createRandom(seed));
      if (players > 1) regressions.set(players, shapleyRegression(coalitions));
      return coalitions.masks;
    },
    solve(players: number, values: Float64Array, empty: number, full: number) {
      const regression = regressions.get(players);
      if (regression) return regression(values, empty, full);
      return { values: [full - empty], standardErrors: [0] };
    },
  };
}
