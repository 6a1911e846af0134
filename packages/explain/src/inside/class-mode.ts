import { createRandom, gatherBatch, sequenceBatch, softmax, throwIfAborted } from '@saliogram/core';
import type { OnEvent, PassCount, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { callOptions, passesSince } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { checkInteger, checkNumber } from '../attribution/check-argument.ts';
import { Plateau, describeRule } from '../attribution/convergence.ts';
import type { Convergence, StoppingRule } from '../attribution/convergence.ts';
import { RMS_PROP_DEFAULTS, rmsPropStep } from '../masks/rms-prop.ts';
import type { RmsPropOptions } from '../masks/rms-prop.ts';
import { PRIOR_DEFAULTS, priorOf } from './class-mode-prior.ts';
import type { Prior, PriorOptions } from './class-mode-prior.ts';

/** Options of {@link classMode}. */
export interface ClassModeOptions extends Partial<RmsPropOptions>, Partial<StoppingRule>, PriorOptions {
  /** Classes whose mode is sought; default all. */
  readonly classes?: readonly number[];
  /** Weight of ||x||^2, or of the distance to the centre of the class; default 0.3, the paper's. */
  readonly lambda?: number;
  /** Default 0. */
  readonly seed?: number;
  /** Standard deviation of the random start about the prior's centre, in the input's unit; default 0.1. */
  readonly startScale?: number;
  /** Times the rate is divided by ten on a plateau before the class counts as converged; default 2. */
  readonly rateReductions?: number;
  readonly signal?: AbortSignal;
  /** Receives progress, in iterations. */
  readonly onEvent?: OnEvent;
}

/** The defaults of {@link classMode}. */
export const CLASS_MODE_DEFAULTS = {
  lambda: 0.3,
  ...PRIOR_DEFAULTS,
  seed: 0,
  startScale: 0.1,
  rateReductions: 2,
  window: 50,
  tolerance: 1e-3,
  maxIterations: 2000,
  ...RMS_PROP_DEFAULTS,
} as const;

/** The input each class likes best. */
export interface ClassModes {
  /** Class index of each mode, [K']. */
  readonly classes: Int32Array;
  /** The modes, [K', T, C], in the unit the model reads. */
  readonly modes: SequenceBatch;
  /** Unnormalised score of its class at each mode, [K']. */
  readonly scores: Float32Array;
  /** Probability of its class at each mode, [K']. */
  readonly probabilities: Float32Array;
  /** The objective there is s_c less the penalty of the prior. */
  readonly convergence: Convergence;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly cost: PassCount;
}

/**
 * Class mode: argmax over x of s_c(x) - lambda ||x||^2, or less another prior's penalty, for each class c, by RMSProp
 * from a seeded random start, all classes in one batch; the best x met is returned.
 *
 * At a constant rate RMSProp ends circling the optimum at a distance of about the rate, so on a plateau the rate is
 * divided by ten, `rateReductions` times. The optimum is a local one and depends on the start.
 * Cost: one forward and one backward pass per class and iteration. Source: Simonyan et al. 2013; the paper, Eq. 1
 * (lambda 0.3, RMSProp, unnormalised score; rate, start and stopping rule are not stated there); Mahendran and Vedaldi
 * 2015 for total variation as a prior.
 *
 * @param shape T and C of the modes
 * @throws `model-mismatch` when the model has no gradient, `argument-invalid` for a prior without the data it needs
 */
export async function classMode(
  model: ScoreGradientModel,
  shape: { readonly steps: number; readonly channels: number },
  options: ClassModeOptions = {},
): Promise<ClassModes> {
  requireCapability(model, 'scoreGradient', 'class-mode');
  const { signal: _signal, onEvent: _onEvent, ...own } = options;
  const settings = { ...CLASS_MODE_DEFAULTS, classes: model.classes.map((_, k) => k), ...own };
  checkSettings(settings, shape, model.classes.length);
  const start = model.passes();
  const { classes } = settings;
  const K = model.classes.length;
  const random = createRandom(settings.seed);
  const priors = classes.map((c) => priorOf(settings, shape, c));
  const size = shape.steps * shape.channels;
  const x = new Float32Array(classes.length * size).map(
    (_, i) => priors[Math.floor(i / size)].centre[i % size] + settings.startScale * random.normal(),
  );
  const { modes, scores, convergence } = await ascend(
    model,
    sequenceBatch(x, classes.length, shape.steps, shape.channels),
    settings,
    priors,
    options,
  );
  const probabilities = softmax(scores, K);
  const rule = `${describeRule(settings)}; ${settings.rateReductions} times the rate is divided by ten instead`;
  return {
    classes: Int32Array.from(classes),
    modes,
    scores: Float32Array.from(classes, (c, row) => scores[row * K + c]),
    probabilities: Float32Array.from(classes, (c, row) => probabilities[row * K + c]),
    convergence: { rule, ...convergence },
    settings: settingsOf(settings),
    cost: passesSince(model, start),
  };
}

/** What shaped the modes, as plain JSON: data by their number, and no prior's settings but its own. */
function settingsOf({ data, labels: _labels, smoothness, centre, ...rest }: Settings) {
  return {
    ...rest,
    ...(rest.prior === 'total-variation' && { smoothness }),
    ...(rest.prior === 'data' && { centre, data: data?.batch ?? 0 }),
  };
}

type Settings = Required<Omit<ClassModeOptions, 'signal' | 'onEvent'>>;

/** Climbs from `x`, one row per class, in place; the best of each row with all its scores [K', K]. */
async function ascend(
  model: ScoreGradientModel,
  x: SequenceBatch,
  settings: Settings,
  priors: readonly Prior[],
  options: ClassModeOptions,
): Promise<{ modes: SequenceBatch; scores: Float32Array; convergence: Omit<Convergence, 'rule'> }> {
  const { classes, maxIterations } = settings;
  const size = x.steps * x.channels;
  const K = model.classes.length;
  const rowOf = (values: Float32Array, row: number): Float32Array =>
    values.subarray(row * size, (row + 1) * size);
  const meanSquare = new Float32Array(x.values.length);
  const best = new Float32Array(x.values.length);
  const bestScores = new Float32Array(classes.length * K);
  const plateau = new Plateau(classes.length, settings);
  const rows = classes.map(() => ({ objective: -Infinity, iterations: 0, reductions: 0, converged: false }));
  let active = rows.map((_, row) => row);
  for (let iteration = 0; active.length > 0 && iteration <= maxIterations; iteration++) {
    throwIfAborted(options.signal, 'class mode');
    const targets = active.map((row) => classes[row]);
    const input = gatherBatch(x, active);
    const { scores, gradient } = await model.scoreGradient(input, targets, 'score', callOptions(options));
    active = active.filter((row, i) => {
      const state = rows[row];
      const mode = rowOf(x.values, row);
      const value = scores[i * K + classes[row]] - priors[row].penalty(mode);
      state.iterations = iteration;
      if (value > state.objective) {
        state.objective = value;
        best.set(mode, row * size);
        bestScores.set(scores.subarray(i * K, (i + 1) * K), row * K);
      }
      if (plateau.reached(row, iteration, -value)) state.reductions++;
      state.converged = state.reductions > settings.rateReductions;
      if (state.converged || iteration === maxIterations) return false;
      const descent = rowOf(gradient, i);
      for (let j = 0; j < size; j++) descent[j] = -descent[j];
      priors[row].addGradient(mode, descent);
      const learningRate = settings.learningRate * 0.1 ** state.reductions;
      rmsPropStep(mode, descent, rowOf(meanSquare, row), { ...settings, learningRate });
      return true;
    });
    options.onEvent?.({ type: 'progress', stage: 'class mode', done: iteration, total: maxIterations });
  }
  return {
    modes: { ...x, values: best },
    scores: bestScores,
    convergence: {
      converged: rows.map((row) => row.converged),
      iterations: rows.map((row) => row.iterations),
      objective: rows.map((row) => row.objective),
    },
  };
}

function checkSettings(
  settings: Settings,
  shape: { readonly steps: number; readonly channels: number },
  classes: number,
): void {
  const where = 'class mode';
  checkInteger(where, 'steps', shape.steps, 1);
  checkInteger(where, 'channels', shape.channels, 1);
  checkNumber(where, 'lambda', settings.lambda, 0);
  checkNumber(where, 'learningRate', settings.learningRate, 0);
  checkNumber(where, 'startScale', settings.startScale, 0);
  checkNumber(where, 'tolerance', settings.tolerance, 0);
  checkInteger(where, 'window', settings.window, 1);
  checkInteger(where, 'maxIterations', settings.maxIterations, 1);
  checkInteger(where, 'rateReductions', settings.rateReductions, 0);
  for (const c of settings.classes) checkNumber(where, 'class', c, 0, classes - 1);
}
