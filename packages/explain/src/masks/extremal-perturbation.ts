import type { ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { checkInteger, checkNumber, checkWord } from '../attribution/check-argument.ts';
import { BASELINE_DEFAULTS } from '../baselines/baseline.ts';
import { AREA_TOLERANCE, MASK_VARIANTS, areaDescent } from './area-descent.ts';
import type { MaskVariant } from './area-descent.ts';
import { checkAreas } from './check-areas.ts';
import { MASK_LOSSES } from './mask-loss.ts';
import { fadeTo } from './mask-perturbation.ts';
import { MaxConvolution } from './max-convolution.ts';
import { soughtAttribution } from './sought-attribution.ts';
import type { SoughtOptions } from './sought-attribution.ts';

/** Options of {@link extremalPerturbation}; the baseline is what stands for inputs outside a mask. */
export interface ExtremalPerturbationOptions extends SoughtOptions {
  /** Shares of the inputs that the masks cover. */
  readonly areas?: readonly number[];
  /** Whether the covered inputs keep the class, hiding them loses it, or both; default `preserve`. */
  readonly variant?: MaskVariant;
  /** Width of the bumps a mask is made of, in steps; default a fiftieth of T; 0 for free masks. */
  readonly sigma?: number | null;
  readonly learningRate?: number;
  readonly momentum?: number;
  /** Weight of the area at the first iteration. */
  readonly areaWeight?: number;
  /** How much greater it is at the last. */
  readonly areaGrowth?: number;
  readonly maxIterations?: number;
}

/**
 * The defaults of {@link extremalPerturbation}. Rate and weight of the authors' code, 0.01 and 300 that grow 16-fold over
 * 800 iterations, are for the 50,176 cells of an image: with the few of a series, each of which matters more, the area
 * would decide before the class is asked.
 */
export const EXTREMAL_PERTURBATION_DEFAULTS = {
  ...BASELINE_DEFAULTS,
  areas: [0.05, 0.1, 0.2, 0.4],
  variant: 'preserve',
  sigma: null,
  learningRate: 0.1,
  momentum: 0.9,
  areaWeight: 1,
  areaGrowth: 3000,
  maxIterations: 200,
} as const;

/**
 * Extremal perturbation: for each area a, the smooth mask m covering the share a of the inputs that maximises
 * s_c(b + m (x - b)), or with `delete` -s_c(x + m (b - x)), or with `dual` the sum of both; the value of an input is the
 * mean of its masks.
 *
 * The area is held by areaWeight mean (sort(m) - r_a)^2, r_a being 0 but for the share a, whose weight grows; masks are
 * soft maxima of bumps `sigma` wide. Cost: one forward and one backward pass per iteration and area (`dual`: two), and
 * one of each. Source: Fong, Patrick and Vedaldi 2019, over time instead of an image, fading to the baseline instead of
 * a blur, and without mirroring the input.
 *
 * @throws `model-mismatch` when the model has no gradient; `argument-invalid` for areas outside 0 to 1
 */
export async function extremalPerturbation(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: ExtremalPerturbationOptions = {},
): Promise<Attribution> {
  const settings = settingsOf(options, x);
  const shape = new MaxConvolution(x.channels, settings.sigma);
  return soughtAttribution(
    model,
    x,
    targets,
    {
      method: 'extremal-perturbation',
      stage: 'extremal perturbation',
      settings,
      objective: 'score',
      heat: { scaling: 'min-max', floor: 1e-4 },
      rule: `runs ${settings.maxIterations} iterations; converged when every mask covers its area within ${AREA_TOLERANCE} of the inputs`,
      maxIterations: settings.maxIterations,
      begin: (sequence, found) =>
        areaDescent(
          {
            sequence,
            loss: MASK_LOSSES.score,
            perturbation: fadeTo(sequence.x, sequence.fill),
            shape,
            combine: meanMask,
          },
          // The authors damp a new gradient by as much as they keep of the old ones: a running mean.
          { ...settings, dampening: settings.momentum, start: 1, timeWeight: 0 },
          found,
        ),
    },
    options,
  );
}

function meanMask(masks: readonly Float32Array[]): Float32Array {
  return masks[0].map((_, j) => masks.reduce((sum, mask) => sum + mask[j], 0) / masks.length);
}

function settingsOf(options: ExtremalPerturbationOptions, x: SequenceBatch) {
  const given = { ...EXTREMAL_PERTURBATION_DEFAULTS, ...options };
  const { areas, variant, learningRate, momentum, areaWeight, areaGrowth, maxIterations } = given;
  const sigma = given.sigma ?? x.steps / 50;
  const where = 'extremal perturbation';
  checkAreas(where, areas);
  checkWord(where, 'variant', variant, MASK_VARIANTS);
  checkNumber(where, 'sigma', sigma, 0, x.steps);
  checkNumber(where, 'learningRate', learningRate, 0);
  checkNumber(where, 'momentum', momentum, 0, 1);
  checkNumber(where, 'areaWeight', areaWeight, 0);
  checkNumber(where, 'areaGrowth', areaGrowth, 1);
  checkInteger(where, 'maxIterations', maxIterations, 1);
  return {
    areas: [...areas],
    variant,
    sigma,
    learningRate,
    momentum,
    areaWeight,
    areaGrowth,
    maxIterations,
  };
}
