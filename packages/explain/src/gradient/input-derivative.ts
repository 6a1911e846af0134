import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { callOptions, inBatches, passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';

/** Options of {@link inputDerivative}. */
export interface InputDerivativeOptions extends RunOptions {
  /** What is differentiated; default `score`, as the paper's Eq. 2 and 3. */
  readonly objective?: Objective;
  /** Keep the sign, so that the values say which way each input moves the score; default false. */
  readonly signed?: boolean;
}

/** The defaults of {@link inputDerivative}. */
export const INPUT_DERIVATIVE_DEFAULTS = { objective: 'score', signed: false } as const;

/**
 * Input derivative: |d s_c / d x| at x, the slope of the class score in each input, per unit of the input.
 *
 * A slope says what an infinitesimal change would do, not what the input contributes: on a saturated probability it
 * vanishes, which is why the score is differentiated by default.
 * Cost: one forward and one backward pass per sequence. Source: Simonyan et al. 2013; the paper, Eq. 2 and 3.
 *
 * @throws `model-mismatch` when the model has no gradient
 */
export async function inputDerivative(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: InputDerivativeOptions = {},
): Promise<Attribution> {
  requireCapability(model, 'scoreGradient', 'input-derivative');
  const { objective, signed } = { ...INPUT_DERIVATIVE_DEFAULTS, ...options };
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const values = new Float32Array(x.values.length);
  const size = x.steps * x.channels;
  await inBatches(x, 'input derivative', options, async (part, from) => {
    const partTargets = classOf.subarray(from, from + part.batch);
    const { gradient } = await model.scoreGradient(part, partTargets, objective, callOptions(options));
    values.set(signed ? gradient : gradient.map(Math.abs), from * size);
  });
  return {
    method: 'input-derivative',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: signed ? 'magnitude' : 'min-max', floor: 1e-6 },
    settings: { objective, signed },
    cost: passesSince(model, start),
  };
}
