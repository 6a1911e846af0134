import type { Objective, SequenceBatch, StepVariantsModel } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { callOptions, passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { checkInteger, checkWord } from '../attribution/check-argument.ts';
import { BASELINE_DEFAULTS, baselineSettings } from '../baselines/baseline.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import { quadrature } from './quadrature.ts';
import type { QuadratureRule } from './quadrature.ts';
import { clearAfterEnds } from '../attribution/sequence-end.ts';
import { withStepVariants } from '../perturbation/step-variants.ts';

/** Options of {@link temporalIntegratedGradients}; each step's path begins at the baseline's value there. */
export interface TemporalIntegratedGradientsOptions extends RunOptions, BaselineOptions {
  /** Nodes along the path; default 50. */
  readonly nodes?: number;
  /** Default `gauss-legendre`. */
  readonly rule?: QuadratureRule;
  /** What is integrated; default `score`. */
  readonly objective?: Objective;
}

const PATH_DEFAULTS = { nodes: 50, rule: 'gauss-legendre', objective: 'score' } as const;

/** The defaults of {@link temporalIntegratedGradients}. */
export const TEMPORAL_INTEGRATED_GRADIENTS_DEFAULTS = { ...BASELINE_DEFAULTS, ...PATH_DEFAULTS } as const;

/**
 * Temporal integrated gradients: for every step t, integrated gradients of the score after step t along the path of x_t
 * alone from the baseline to its value, with the steps before it as they are.
 *
 * Cost: one forward pass per sequence, and one cell step forward and backward per node and step.
 * Source: Enguehard 2023 (time_interpret).
 *
 * @throws `model-mismatch` when the model cannot take single steps
 */
export async function temporalIntegratedGradients(
  model: StepVariantsModel,
  x: SequenceBatch,
  targets: Targets,
  options: TemporalIntegratedGradientsOptions = {},
): Promise<Attribution> {
  const where = 'temporal integrated gradients';
  requireCapability(model, 'scoresOfStepVariants', 'temporal-integrated-gradients');
  const { nodes: count, rule, objective } = { ...PATH_DEFAULTS, ...options };
  checkInteger(where, 'nodes', count, 1);
  checkWord(where, 'rule', rule, ['gauss-legendre', 'midpoint']);
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const { nodes, weights } = quadrature(rule, count);
  const { steps, channels } = x;
  const baseline = baselineSequences(where, x, options)[0].values;
  const values = new Float32Array(x.values.length);
  const fill = (b: number, t: number, others: Float32Array): void => {
    for (let c = 0; c < channels; c++) {
      const cell = (b * steps + t) * channels + c;
      const from = baseline[cell];
      const rise = x.values[cell] - from;
      nodes.forEach((share, s) => (others[s * channels + c] = from + share * rise));
    }
  };
  await withStepVariants(x, nodes.length, where, options, fill, async (part, others, from) => {
    const { gradient } = await model.scoresOfStepVariants(
      part,
      { others, samples: nodes.length },
      {
        ...callOptions(options),
        gradient: { targets: classOf.subarray(from, from + part.batch), objective },
      },
    );
    for (let place = 0; place < part.values.length; place++) {
      const c = place % channels;
      const step = (place - c) / channels;
      let mean = 0;
      for (let s = 0; s < nodes.length; s++) {
        mean += weights[s] * gradient![(step * nodes.length + s) * channels + c];
      }
      const cell = from * steps * channels + place;
      values[cell] = mean * (x.values[cell] - baseline[cell]);
    }
  });
  clearAfterEnds(values, x);
  return {
    method: 'temporal-integrated-gradients',
    targets: classOf,
    shape: { batch: x.batch, steps, channels },
    values,
    heat: { scaling: 'magnitude', floor: 1e-6 },
    settings: { ...baselineSettings(options), nodes: count, rule, objective },
    cost: passesSince(model, start),
  };
}
