import { createRandom } from '@saliogram/core';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import { checkInteger, checkWord } from '../attribution/check-argument.ts';
import { clearAfterEnds, longestOf } from '../attribution/sequence-end.ts';
import { DIVERGENCES, divergence } from './divergence.ts';
import { generatorOf } from './generator-options.ts';
import type { GeneratorRunOptions } from './generator-options.ts';
import type { SequenceGenerator } from './sequence-generator.ts';
import { scoresAfterSteps, scoresOfOtherSteps } from './step-answers.ts';
import { inStepParts } from './step-variants.ts';

/** Options of {@link fit}; by default 10 samples, compared by `kl`. */
export interface FitOptions extends GeneratorRunOptions {
  /**
   * Squeeze values v into (-1, 1) as the authors' code does, 2 / (1 + exp(-5 v)) - 1; default false. It changes no order
   * within a sequence, but where sequences are scaled each by its extremes and then compared with each other it does.
   */
  readonly squashed?: boolean;
}

/** The defaults of {@link fit}. */
export const FIT_DEFAULTS = {
  generator: 'linear-gaussian',
  data: null,
  samples: 10,
  seed: 0,
  divergence: 'kl',
  squashed: false,
} as const;

/**
 * FIT (feature importance in time): how much of the change of the classes at step t the channel i alone accounts for,
 * D(p(y|x_1..t), p(y|x_1..t-1)) - mean D(p(y|x_1..t), p(y|x_1..t-1, x_t,i, v)) over the other channels' values v drawn
 * given the past and x_t,i.
 *
 * It asks all classes after step t itself, not the target at the end: the target is named in the result and used for
 * nothing. The first step has no prediction before it and gets 0; with one channel nothing is drawn.
 * Cost: one forward pass, and one cell step per draw; for a model with scores alone a prefix per draw.
 * Source: Tonekaboni et al. 2020; their generator is a recurrent network (`recurrent`), here by default linear-Gaussian.
 *
 * @throws `argument-invalid` for data that do not fit
 */
export async function fit(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: FitOptions = {},
): Promise<Attribution> {
  const where = 'FIT';
  const { samples, seed, divergence: kind, squashed } = { ...FIT_DEFAULTS, ...options };
  checkInteger(where, 'samples', samples, 1);
  checkWord(where, 'divergence', kind, DIVERGENCES);
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  // With one channel nothing is drawn, so nothing need be learned.
  const isIdle = x.channels === 1 && options.generator === 'recurrent';
  const generator = await generatorOf(where, x, isIdle ? { ...options, generator: 'data' } : options);
  const classes = model.classes.length;
  const { steps, channels } = x;
  const rows = samples * channels;
  const values = new Float32Array(x.values.length);
  await inStepParts(x, rows, where, options, async (part, from) => {
    const others = await otherChannels(part, longestOf(x), generator, samples, seed);
    const after = await scoresAfterSteps(model, part, options);
    const changed = await scoresOfOtherSteps(model, part, { others, samples: rows }, options);
    for (let place = 0; place < part.batch * steps; place++) {
      if (place % steps === 0) continue;
      const whole = divergence(kind, after, place, after, place - 1, classes);
      for (let row = 0; row < rows; row++) {
        const left = divergence(kind, after, place, changed, place * rows + row, classes);
        values[(from * steps + place) * channels + (row % channels)] += (whole - left) / samples;
      }
    }
  });
  clearAfterEnds(values, x);
  if (squashed) values.forEach((v, i) => (values[i] = 2 / (1 + Math.exp(-5 * v)) - 1));
  return {
    method: 'fit',
    targets: classOf,
    shape: { batch: x.batch, steps, channels },
    values,
    heat: { scaling: 'zero-max', floor: 1e-6 },
    settings: { generator: generator.name, samples, seed, divergence: kind, squashed },
    cost: passesSince(model, start),
    ...(isIdle && { notes: ['With one channel FIT draws nothing: no generator was trained.'] }),
    ...(generator.notes && { notes: generator.notes }),
  };
}

/** For each step up to the longest end, S x C rows in which one channel is as it is and the others are drawn, [B, T, S x C, C]. */
async function otherChannels(
  part: SequenceBatch,
  longest: number,
  generator: SequenceGenerator,
  samples: number,
  seed: number,
): Promise<Float32Array> {
  const { batch, steps, channels } = part;
  const random = createRandom(seed);
  const others = new Float32Array(batch * steps * samples * channels * channels);
  for (let t = 1; t < longest; t++) {
    for (let known = 0; known < channels; known++) {
      const drawn = await generator.sample(part, { from: t, steps: 1, samples, known }, random);
      for (let row = 0; row < batch * samples; row++) {
        const [b, s] = [Math.floor(row / samples), row % samples];
        const to = (((b * steps + t) * samples + s) * channels + known) * channels;
        others.set(drawn.subarray(row * channels, (row + 1) * channels), to);
      }
    }
  }
  return others;
}
