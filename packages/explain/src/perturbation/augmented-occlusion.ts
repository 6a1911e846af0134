import { createRandom } from '@saliogram/core';
import type { Objective, ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger } from '../attribution/check-argument.ts';
import { objectiveValue } from '../attribution/objective-value.ts';
import { clearAfterEnds, longestOf } from '../attribution/sequence-end.ts';
import { dataToDraw } from '../baselines/data-to-draw.ts';
import { sequencesReaching } from '../baselines/sequences-reaching.ts';
import { scoresAfterSteps, scoresOfOtherSteps } from './step-answers.ts';
import { withStepVariants } from './step-variants.ts';

/** Options of {@link augmentedOcclusion}. */
export interface AugmentedOcclusionOptions extends RunOptions {
  /** Sequences of the data whose values stand in, step for step; default the explained ones. */
  readonly data?: SequenceBatch | null;
  /** Replacements per step and channel; default 10. */
  readonly samples?: number;
  /** Seed of the choice of replacements; default 0. */
  readonly seed?: number;
  /** Whose change is measured; default `probability`. */
  readonly objective?: Objective;
}

/** The defaults of {@link augmentedOcclusion}. */
export const AUGMENTED_OCCLUSION_DEFAULTS = { samples: 10, seed: 0, objective: 'probability' } as const;

/**
 * Augmented feature occlusion: the mean change |p_c(x_1..t) - p_c(x_1..t with x_t,i <- v)| of the score after step t
 * itself, over values v that the data have at that step and channel.
 *
 * It tells what a step changes at once; what it changes later it does not see. Cost: one forward pass per sequence, and
 * one cell step per replacement; for a model with scores alone a prefix per replacement.
 * Source: Tonekaboni et al. 2020 (as the augmented form of Suresh et al. 2017).
 *
 * @throws `argument-invalid` for data of other channels or fewer steps, and where a single sequence is its own data
 */
export async function augmentedOcclusion(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: AugmentedOcclusionOptions = {},
): Promise<Attribution> {
  const where = 'augmented occlusion';
  const { samples, seed, objective } = { ...AUGMENTED_OCCLUSION_DEFAULTS, ...options };
  checkInteger(where, 'samples', samples, 1);
  const data = dataToDraw(where, x, options.data, 'data');
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const classes = model.classes.length;
  const { steps, channels } = x;
  const values = new Float32Array(x.values.length);
  const random = createRandom(seed);
  const reaching = Array.from({ length: longestOf(x) }, (_, t) => sequencesReaching(data, channels, t + 1));
  // One replaced channel per row: S x C rows of C values.
  const fill = (b: number, t: number, others: Float32Array): void => {
    const own = x.values.subarray((b * steps + t) * channels, (b * steps + t + 1) * channels);
    for (let row = 0; row < samples * channels; row++) {
      const channel = row % channels;
      others.set(own, row * channels);
      others[row * channels + channel] =
        data.values[(reaching[t][random.integer(reaching[t].length)] * data.steps + t) * channels + channel];
    }
  };
  await withStepVariants(x, samples * channels, where, options, fill, async (part, others, from) => {
    const clean = await scoresAfterSteps(model, part, options);
    const variants = { others, samples: samples * channels };
    const scores = await scoresOfOtherSteps(model, part, variants, options);
    for (let place = 0; place < part.batch * steps; place++) {
      const target = classOf[from + Math.floor(place / steps)];
      const before = objectiveValue(clean, place, classes, target, objective);
      for (let row = 0; row < samples * channels; row++) {
        const after = objectiveValue(scores, place * samples * channels + row, classes, target, objective);
        values[(from * steps + place) * channels + (row % channels)] += Math.abs(before - after) / samples;
      }
    }
  });
  clearAfterEnds(values, x);
  return {
    method: 'augmented-occlusion',
    targets: classOf,
    shape: { batch: x.batch, steps, channels },
    values,
    heat: { scaling: 'zero-max', floor: 1e-6 },
    settings: { samples, seed, objective, dataSequences: data.batch },
    cost: passesSince(model, start),
  };
}
