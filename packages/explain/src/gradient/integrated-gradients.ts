import { sliceBatch, throwIfAborted } from '@saliogram/core';
import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { callOptions, passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { checkInteger, checkWord } from '../attribution/check-argument.ts';
import { objectiveValue } from '../attribution/objective-value.ts';
import { BASELINE_DEFAULTS, baselineSettings } from '../baselines/baseline.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import { quadrature } from './quadrature.ts';
import type { QuadratureRule } from './quadrature.ts';

/** Options of {@link integratedGradients}. */
/** The path begins at the baseline. */
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
  const { batchSize = 256 } = options;
  checkInteger(where, 'nodes', count, 1);
  checkInteger(where, 'batchSize', batchSize, 1);
  checkWord(where, 'rule', rule, ['gauss-legendre', 'midpoint']);
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const path = pathFrom(x, baselineSequences(where, x, options)[0]);
  const { nodes, weights } = quadrature(rule, count);
  const size = x.steps * x.channels;
  const values = new Float32Array(x.values.length);
  const total = x.batch * nodes.length;
  for (let from = 0; from < total; from += batchSize) {
    throwIfAborted(options.signal, where);
    const to = Math.min(from + batchSize, total);
    const points = path.points(from, to, nodes);
    const pointTargets = Array.from(
      { length: to - from },
      (_, i) => classOf[Math.floor((from + i) / nodes.length)],
    );
    const { gradient } = await model.scoreGradient(points, pointTargets, objective, callOptions(options));
    for (let i = 0; i < to - from; i++) {
      const sequence = Math.floor((from + i) / nodes.length);
      const weight = weights[(from + i) % nodes.length];
      for (let j = 0; j < size; j++) values[sequence * size + j] += weight * gradient[i * size + j];
    }
    options.onEvent?.({
      type: 'progress',
      stage: where,
      done: Math.floor(to / nodes.length),
      total: x.batch,
    });
  }
  path.scale(values);
  const ends = await endValues(model, x, path.baseline, classOf, objective, {
    ...options,
    batchSize,
  });
  return {
    method: 'integrated-gradients',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'magnitude', floor: 1e-6 },
    settings: { ...baselineSettings(options), nodes: count, rule, objective },
    cost: passesSince(model, start),
    completenessGap: ends.map(
      (difference, b) =>
        values.subarray(b * size, (b + 1) * size).reduce((sum, v) => sum + v, 0) - difference,
    ),
  };
}

/** The straight paths from baselines to sequences. */
function pathFrom(x: SequenceBatch, baseline: SequenceBatch) {
  const size = x.steps * x.channels;
  const at = (i: number, share: number): number =>
    baseline.values[i] + share * (x.values[i] - baseline.values[i]);
  return {
    baseline,
    /** Points `from` up to `to` (exclusive), counted over sequences, then nodes. */
    points(from: number, to: number, nodes: Float64Array): SequenceBatch {
      const values = new Float32Array((to - from) * size);
      for (let i = 0; i < to - from; i++) {
        const sequence = Math.floor((from + i) / nodes.length);
        const share = nodes[(from + i) % nodes.length];
        for (let j = 0; j < size; j++) values[i * size + j] = at(sequence * size + j, share);
      }
      return { values, batch: to - from, steps: x.steps, channels: x.channels };
    },
    /** Multiplies mean gradients by x - b, in place. */
    scale(gradients: Float32Array): void {
      for (let i = 0; i < gradients.length; i++) {
        gradients[i] *= x.values[i] - baseline.values[i];
      }
    },
  };
}

/** The objective at x less that at the baseline, per sequence. */
async function endValues(
  model: ScoreGradientModel,
  x: SequenceBatch,
  baseline: SequenceBatch,
  targets: Int32Array,
  objective: Objective,
  options: RunOptions & { batchSize: number },
): Promise<number[]> {
  const classes = model.classes.length;
  const differences: number[] = [];
  for (let from = 0; from < x.batch; from += options.batchSize) {
    const to = Math.min(x.batch, from + options.batchSize);
    const ends = await model.scores(sliceBatch(x, from, to), callOptions(options));
    const starts = await model.scores(sliceBatch(baseline, from, to), callOptions(options));
    for (let i = 0; i < to - from; i++) {
      const target = targets[from + i];
      differences.push(
        objectiveValue(ends, i, classes, target, objective) -
          objectiveValue(starts, i, classes, target, objective),
      );
    }
  }
  return differences;
}
