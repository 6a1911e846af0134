import type { ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { NOISY_GRADIENT_DEFAULTS, noisyGradients } from './noisy-gradients.ts';
import type { NoisyGradientOptions } from './noisy-gradients.ts';

/** The defaults of {@link varGrad}. */
export const VAR_GRAD_DEFAULTS = NOISY_GRADIENT_DEFAULTS;

/**
 * VarGrad: the variance of d s_c / d x over copies of x with white noise added, over n - 1; where the slope depends on
 * the input. It is 0 wherever the score is linear, however steep.
 *
 * Cost: one forward and one backward pass per sample. Source: Adebayo et al. 2018.
 *
 * @throws `model-mismatch` when the model has no gradient
 */
export async function varGrad(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: NoisyGradientOptions = {},
): Promise<Attribution> {
  requireCapability(model, 'scoreGradient', 'var-grad');
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const { variances, settings } = await noisyGradients(model, x, classOf, options, 'VarGrad');
  return {
    method: 'var-grad',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values: variances,
    heat: { scaling: 'zero-max', floor: 1e-12 },
    settings,
    cost: passesSince(model, start),
  };
}
