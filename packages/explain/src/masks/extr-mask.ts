import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { checkInteger, checkNumber, checkWord } from '../attribution/check-argument.ts';
import { describeRule } from '../attribution/convergence.ts';
import { BASELINE_DEFAULTS } from '../baselines/baseline.ts';
import { infillDescent } from './infill-descent.ts';
import { soughtAttribution } from './sought-attribution.ts';
import type { SoughtOptions } from './sought-attribution.ts';

/** Options of {@link extrMask}; the infill starts at the baseline and pays for leaving it. */
export interface ExtrMaskOptions extends SoughtOptions {
  /** Keep the class with as little as possible, or lose it by replacing as little as possible; default `preserve`. */
  readonly variant?: 'preserve' | 'delete';
  /** Which number of the explained class is matched; default `score`. */
  readonly objective?: Objective;
  /** Weight of the mean of the mask; default 1. */
  readonly lambda1?: number;
  /** Weight of the mean distance of the infill from the baseline; default 1. */
  readonly lambda2?: number;
  /** Of Adam; default 0.05. */
  readonly learningRate?: number;
  readonly window?: number;
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/** The defaults of {@link extrMask}: weights and start of the authors' code; they take Adam at 0.01 over 500 iterations. */
export const EXTR_MASK_DEFAULTS = {
  ...BASELINE_DEFAULTS,
  variant: 'preserve',
  objective: 'score',
  lambda1: 1,
  lambda2: 1,
  learningRate: 0.05,
  window: 25,
  tolerance: 1e-3,
  maxIterations: 200,
} as const;

/**
 * ExtrMask: mask m and infill n are learned together. `preserve` minimises
 * (s_c(m x + (1 - m) n) - s_c(x))^2 + lambda1 mean m + lambda2 mean |n - b|, `delete`
 * (s_c((1 - m) x + m n) - s_c(b))^2 and the same penalties; the value of an input is m.
 *
 * The authors' infill is the output of a bidirectional GRU trained with the masks, n = NN(x); here each input has an
 * infill of its own, kept between the least and the greatest value of its sequence and channel. It can do whatever such
 * a network can do on this sequence and more, and nothing makes it smooth or like the data.
 * Cost: one forward and one backward pass per iteration, and two of each.
 * Source: Enguehard 2023, with the side of the mask as in its corrected code.
 *
 * @throws `model-mismatch` when the model has no gradient
 */
export async function extrMask(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: ExtrMaskOptions = {},
): Promise<Attribution> {
  const settings = settingsOf(options);
  return soughtAttribution(
    model,
    x,
    targets,
    {
      method: 'extr-mask',
      stage: 'ExtrMask',
      settings,
      objective: settings.objective,
      heat: { scaling: 'min-max', floor: 1e-2 },
      rule: describeRule(settings),
      maxIterations: settings.maxIterations,
      begin: (sequence, found) => infillDescent(sequence, settings, found),
      notes: () => [
        'The infill is learned input by input, not by a network as in the publication: it may carry evidence of its own.',
      ],
    },
    options,
  );
}

function settingsOf(options: ExtrMaskOptions) {
  const given = { ...EXTR_MASK_DEFAULTS, ...options };
  const { variant, objective, lambda1, lambda2, learningRate, window, tolerance, maxIterations } = given;
  const where = 'ExtrMask';
  checkWord(where, 'variant', variant, ['preserve', 'delete']);
  checkWord(where, 'objective', objective, ['score', 'probability', 'log-probability']);
  checkNumber(where, 'lambda1', lambda1, 0);
  checkNumber(where, 'lambda2', lambda2, 0);
  checkNumber(where, 'learningRate', learningRate, 0);
  checkInteger(where, 'window', window, 1);
  checkNumber(where, 'tolerance', tolerance, 0);
  checkInteger(where, 'maxIterations', maxIterations, 1);
  return { variant, objective, lambda1, lambda2, learningRate, window, tolerance, maxIterations };
}
