import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { checkInteger, checkWord } from '../attribution/check-argument.ts';
import { completenessGaps } from '../attribution/completeness.ts';
import { cellsOf } from '../attribution/sequence-end.ts';
import { BASELINE_DEFAULTS, baselineSettings } from '../baselines/baseline.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import { multiplyByDistance } from './distance.ts';
import { gradientsAt } from './point-gradients.ts';
import { quadrature } from './quadrature.ts';
import type { QuadratureRule } from './quadrature.ts';

/** Options of {@link integratedGradients}; the path begins at the baseline. */
export interface IntegratedGradientsOptions extends RunOptions, BaselineOptions {
  /** Nodes along the path; default 50. */
  readonly nodes?: number;
  /** Default `gauss-legendre`. */
  readonly rule?: QuadratureRule;
  /** What is integrated; default `score`. */
  readonly objective?: Objective;
}

const PATH_DEFAULTS = { nodes: 50, rule: 'gauss-legendre', objective: 'score' } as const;

/** The defaults of {@link integratedGradients}. */
export const INTEGRATED_GRADIENTS_DEFAULTS = { ...BASELINE_DEFAULTS, ...PATH_DEFAULTS } as const;

/**
 * Integrated gradients: (x - b) times the mean of d s_c / d x along the straight path from the baseline b to x. The
 * values add up to s_c(x) - s_c(b), up to the error of the quadrature, which `completenessGap` tells.
 *
 * Cost: one forward and one backward pass per node and sequence, and two forward passes.
 * Source: Sundararajan, Taly and Yan 2017.
 *
 * @throws `model-mismatch` when the model has no gradient
 */
export async function integratedGradients(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: IntegratedGradientsOptions = {},
): Promise<Attribution> {
  const where = 'integrated gradients';
  requireCapability(model, 'scoreGradient', 'integrated-gradients');
  const { nodes: count, rule, objective } = { ...PATH_DEFAULTS, ...options };
  checkInteger(where, 'nodes', count, 1);
  checkWord(where, 'rule', rule, ['gauss-legendre', 'midpoint']);
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const baseline = baselineSequences(where, x, options)[0];
  const { nodes, weights } = quadrature(rule, count);
  const size = x.steps * x.channels;
  const values = new Float32Array(x.values.length);
  const path = {
    count: nodes.length,
    move(point: Float32Array, b: number, k: number): void {
      for (let i = 0; i < cellsOf(x, b); i++) {
        const from = baseline.values[b * size + i];
        point[i] = from + nodes[k] * (point[i] - from);
      }
    },
    take(gradient: Float32Array, b: number, k: number): void {
      for (let i = 0; i < cellsOf(x, b); i++) values[b * size + i] += weights[k] * gradient[i];
    },
  };
  await gradientsAt(model, x, classOf, objective, path, where, options);
  multiplyByDistance(values, x, baseline);
  return {
    method: 'integrated-gradients',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'magnitude', floor: 1e-6 },
    settings: { ...baselineSettings(options), nodes: count, rule, objective },
    completenessGap: await completenessGaps(model, x, baseline, classOf, objective, values, where, options),
    cost: passesSince(model, start),
  };
}
