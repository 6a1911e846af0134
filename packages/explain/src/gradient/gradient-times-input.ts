import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { callOptions, inBatches, passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { completenessGaps } from '../attribution/completeness.ts';
import { BASELINE_DEFAULTS, baselineSettings } from '../baselines/baseline.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import { multiplyByDistance } from './distance.ts';

/** Options of {@link gradientTimesInput}. */
export interface GradientTimesInputOptions extends RunOptions, BaselineOptions {
  /** What is differentiated; default `score`. */
  readonly objective?: Objective;
}

/** The defaults of {@link gradientTimesInput}. */
export const GRADIENT_TIMES_INPUT_DEFAULTS = { ...BASELINE_DEFAULTS, objective: 'score' } as const;

/**
 * Gradient times input: (x - b) d s_c / d x at x, what each input would contribute if the score were as steep all the
 * way from the baseline b.
 *
 * For a score linear in x the values add up to s_c(x) - s_c(b); how far they miss it, `completenessGap`, tells how far
 * the model is from linear between the two. Cost: three forward passes and one backward per sequence.
 * Source: Shrikumar et al. 2016.
 *
 * @throws `model-mismatch` when the model has no gradient
 */
export async function gradientTimesInput(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: GradientTimesInputOptions = {},
): Promise<Attribution> {
  const where = 'gradient times input';
  requireCapability(model, 'scoreGradient', 'gradient-times-input');
  const { objective } = { ...GRADIENT_TIMES_INPUT_DEFAULTS, ...options };
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const baseline = baselineSequences(where, x, options)[0];
  const values = new Float32Array(x.values.length);
  await inBatches(x, where, options, async (part, from) => {
    const own = classOf.subarray(from, from + part.batch);
    const { gradient } = await model.scoreGradient(part, own, objective, callOptions(options));
    values.set(gradient, from * x.steps * x.channels);
  });
  multiplyByDistance(values, x, baseline);
  return {
    method: 'gradient-times-input',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'magnitude', floor: 1e-6 },
    settings: { ...baselineSettings(options), objective },
    completenessGap: await completenessGaps(model, x, baseline, classOf, objective, values, where, options),
    cost: passesSince(model, start),
  };
}
