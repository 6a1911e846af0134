import type { ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { NOISY_GRADIENT_DEFAULTS, noisyGradients } from './noisy-gradients.ts';
import type { NoisyGradientOptions } from './noisy-gradients.ts';

/** The defaults of {@link smoothGrad}. */
export const SMOOTH_GRAD_DEFAULTS = NOISY_GRADIENT_DEFAULTS;

/**
 * SmoothGrad: the mean of d s_c / d x over copies of x with white noise added, signed; the slope of the score smoothed
 * over the width of the noise. `standardErrors` tell what the number of samples leaves open.
 *
 * Cost: one forward and one backward pass per sample. Source: Smilkov et al. 2017.
 *
 * @throws `model-mismatch` when the model has no gradient
 */
export async function smoothGrad(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: NoisyGradientOptions = {},
): Promise<Attribution> {
  requireCapability(model, 'scoreGradient', 'smooth-grad');
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const { means, variances, settings } = await noisyGradients(model, x, classOf, options, 'SmoothGrad');
  return {
    method: 'smooth-grad',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values: means,
    heat: { scaling: 'magnitude', floor: 1e-6 },
    settings,
    standardErrors: variances.map((variance) => Math.sqrt(variance / settings.samples)),
    cost: passesSince(model, start),
  };
}
