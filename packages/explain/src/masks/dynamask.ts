import type { ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { checkInteger, checkNumber, checkWord } from '../attribution/check-argument.ts';
import { BASELINE_DEFAULTS } from '../baselines/baseline.ts';
import { AREA_TOLERANCE, areaDescent } from './area-descent.ts';
import { checkAreas } from './check-areas.ts';
import { MASK_LOSSES } from './mask-loss.ts';
import type { MaskLossName } from './mask-loss.ts';
import { blur, fadeTo, movingAverage } from './mask-perturbation.ts';
import { MaxConvolution } from './max-convolution.ts';
import { soughtAttribution } from './sought-attribution.ts';
import type { SoughtOptions } from './sought-attribution.ts';

/** Options of {@link dynamask}. */
export interface DynamaskOptions extends SoughtOptions {
  /** Shares of the inputs that the masks cover. */
  readonly areas?: readonly number[];
  /** Default `preserve`. */
  readonly variant?: 'preserve' | 'delete';
  /** What an input becomes outside a mask; default `moving-average`. */
  readonly perturbation?: 'moving-average' | 'blur' | 'baseline';
  /** Steps to either side of the moving average; default null, the whole sequence. */
  readonly window?: number | null;
  /** Width of the kernel where the mask is 0, in steps, for `blur`; default 2. */
  readonly blurWidth?: number;
  /** What is to be small between the masked input and the input; default `cross-entropy`. */
  readonly loss?: 'cross-entropy' | 'mse' | 'log-odds';
  readonly learningRate?: number;
  readonly momentum?: number;
  /** Value of every mask at the start. */
  readonly start?: number;
  /** Weight of the area at the first iteration. */
  readonly areaWeight?: number;
  /** How much greater it is at the last. */
  readonly areaGrowth?: number;
  /** Weight of the mean variation along time. */
  readonly timeWeight?: number;
  readonly maxIterations?: number;
}

/**
 * The defaults of {@link dynamask}: start, first weights, rate and momentum of the authors' code, whose weight of the area
 * grows 100-fold over 500 iterations; on beats that leaves masks larger than asked.
 */
export const DYNAMASK_DEFAULTS = {
  ...BASELINE_DEFAULTS,
  areas: [0.1, 0.2, 0.3, 0.4, 0.5],
  variant: 'preserve',
  perturbation: 'moving-average',
  window: null,
  blurWidth: 2,
  loss: 'cross-entropy',
  learningRate: 0.1,
  momentum: 0.9,
  start: 0.5,
  areaWeight: 0.5,
  areaGrowth: 1000,
  timeWeight: 0,
  maxIterations: 200,
} as const satisfies DynamaskOptions;

/**
 * Dynamask: for each area a, the mask m that minimises loss(f(perturbed x), f(x)) + areaWeight mean (sort(m) - r_a)^2 +
 * timeWeight mean |m_{t+1} - m_t|, or with `delete` maximises the loss where m itself is perturbed; the values are the
 * mask of the area whose loss is the best.
 *
 * The perturbation fades to a moving average, blurs in time, or fades to the baseline. The loss is that of the explained
 * class alone: -log p_c, (s_c - s_c(x))^2, or -log(p_c / (1 - p_c)), where the authors compare all outputs; their code
 * for the State data takes the softmax over the wrong axis, over time instead of classes.
 * Cost: one forward and one backward pass per iteration and area, and one of each.
 * Source: Crabbé and van der Schaar 2021.
 *
 * @throws `model-mismatch` when the model has no gradient; `argument-invalid` for areas outside 0 to 1
 */
export async function dynamask(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: DynamaskOptions = {},
): Promise<Attribution> {
  const settings = settingsOf(options);
  const { perturbation, areas, maxIterations } = settings;
  const loss = MASK_LOSSES[settings.loss];
  const shape = new MaxConvolution(x.channels, 0);
  const chosen: number[] = [];
  return soughtAttribution(
    model,
    x,
    targets,
    {
      method: 'dynamask',
      stage: 'Dynamask',
      settings,
      objective: loss.objective,
      heat: { scaling: 'min-max', floor: 1e-4 },
      rule: `runs ${maxIterations} iterations; converged when every mask covers its area within ${AREA_TOLERANCE} of the inputs`,
      maxIterations,
      ...(perturbation === 'moving-average'
        ? { fill: movingAverage(x.values, x, settings.window ?? Infinity) }
        : perturbation === 'blur'
          ? { fill: x.values }
          : {}),
      begin: (sequence, found) =>
        areaDescent(
          {
            sequence,
            loss,
            perturbation:
              perturbation === 'blur'
                ? blur(sequence.x, x.channels, settings.blurWidth)
                : fadeTo(sequence.x, sequence.fill),
            shape,
            combine(masks, losses) {
              const best = losses.indexOf(Math.min(...losses));
              chosen[sequence.row] = areas[best];
              return masks[best];
            },
          },
          { ...settings, dampening: 0 },
          found,
        ),
      notes: () => [`Areas chosen by the least loss, per sequence: ${chosen.join(', ')}.`],
    },
    options,
  );
}

function settingsOf(options: DynamaskOptions) {
  const given = { ...DYNAMASK_DEFAULTS, ...options };
  const { areas, variant, perturbation, window, blurWidth, loss, learningRate, momentum } = given;
  const { start, areaWeight, areaGrowth, timeWeight, maxIterations } = given;
  const where = 'Dynamask';
  checkAreas(where, areas);
  checkWord(where, 'variant', variant, ['preserve', 'delete']);
  checkWord(where, 'perturbation', perturbation, ['moving-average', 'blur', 'baseline']);
  if (window !== null) checkInteger(where, 'window', window, 1);
  checkNumber(where, 'blurWidth', blurWidth, Number.MIN_VALUE);
  checkWord(where, 'loss', loss, ['cross-entropy', 'mse', 'log-odds'] satisfies MaskLossName[]);
  checkNumber(where, 'learningRate', learningRate, 0);
  checkNumber(where, 'momentum', momentum, 0, 1);
  checkNumber(where, 'start', start, 0, 1);
  checkNumber(where, 'areaWeight', areaWeight, 0);
  checkNumber(where, 'areaGrowth', areaGrowth, 1);
  checkNumber(where, 'timeWeight', timeWeight, 0);
  checkInteger(where, 'maxIterations', maxIterations, 1);
  const shared = { variant, loss, learningRate, momentum, start, areaWeight, areaGrowth, timeWeight };
  return { areas: [...areas], perturbation, window, blurWidth, ...shared, maxIterations };
}
