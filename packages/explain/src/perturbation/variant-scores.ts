import type { CallOptions, ScoresModel, SequenceBatch, Variants } from '@saliogram/core';
import { callOptions } from '../attribution/batches.ts';
import { hasCapability } from '../attribution/capability.ts';

/** Input values of the perturbed copies made at once, by default; 8 MiB. */
export const VALUES_AT_ONCE = 2 ** 21;

/** Scores [B, K] of the bases and [V, K] of variants, resumed from the states of the bases where the model can. */
export async function variantScores(
  model: ScoresModel,
  bases: SequenceBatch,
  variants: Variants,
  options: CallOptions,
): Promise<{ baseScores: Float32Array; scores: Float32Array }> {
  if (hasCapability(model, 'scoresOfVariants')) {
    return model.scoresOfVariants(bases, variants, callOptions(options));
  }
  const baseScores = await model.scores(bases, callOptions(options));
  return { baseScores, scores: await model.scores(variants.sequences, callOptions(options)) };
}
