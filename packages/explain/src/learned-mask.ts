import { throwIfAborted } from '@saliogram/core';
import type { Objective, OnEvent, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { ADAM_DEFAULTS, adamStep } from './adam.ts';
import type { AdamOptions } from './adam.ts';
import { resolveTargets } from './attribution.ts';
import type { Attribution, Targets } from './attribution.ts';
import { callOptions, inBatches, passesSince } from './batches.ts';
import type { RunOptions } from './batches.ts';
import { requireCapability } from './capability.ts';
import { checkInteger, checkNumber, checkWord } from './check-argument.ts';
import { Plateau, describeRule } from './convergence.ts';
import type { StoppingRule } from './convergence.ts';
import { MaskFrames } from './mask-frames.ts';
import { applyMask, maskGradient, maskPenalty } from './mask-objective.ts';
import { objectiveValue } from './objective-value.ts';
import { checkOcclusionValue, occlusionValues } from './occlusion-value.ts';
import type { OcclusionValue } from './occlusion-value.ts';

/** Options of {@link learnedMask}. */
export interface LearnedMaskOptions extends RunOptions, Partial<AdamOptions>, Partial<StoppingRule> {
  /** Receives progress, in iterations over all sequences. */
  readonly onEvent?: OnEvent;
  /** Weight of ||1 - m||_1, a sum over steps and channels; default 1e-3, the paper's for ECG. */
  readonly lambda1?: number;
  /** Weight of the total variation along time, a sum over channels; default 1e-2, the paper's for ECG. */
  readonly lambda2?: number;
  /** The occlusion constant k; default 0, the paper's. */
  readonly value?: OcclusionValue;
  /** Initial mask, 1 hides nothing; default 1. */
  readonly start?: number;
  /** What the mask lowers; default `score`. */
  readonly objective?: Objective;
  /** Keep the values every so many iterations in the attribution's history; default 0, never. */
  readonly snapshotEvery?: number;
}

/** The defaults of {@link learnedMask}: the paper's where it states them (rate, k, lambdas for ECG). */
export const LEARNED_MASK_DEFAULTS = {
  lambda1: 1e-3,
  lambda2: 1e-2,
  value: 0,
  start: 1,
  objective: 'score',
  window: 50,
  tolerance: 1e-3,
  maxIterations: 1000,
  snapshotEvery: 0,
  ...ADAM_DEFAULTS,
} as const;

/** The paper's weights by data set (section III-C). */
export const LEARNED_MASK_PRESETS = {
  ecg: { lambda1: 1e-3, lambda2: 1e-2 },
  mnist: { lambda1: 1e-4, lambda2: 1e-4 },
} as const;

/**
 * Learned mask: the m in [0, 1] that minimises
 * lambda1 ||1 - m||_1 + s_c(m x + k (1 - m)) + lambda2 sum_t |m_{t+1} - m_t|, found by Adam with m clipped after every
 * step; importance is 1 - m, per step and channel.
 *
 * The paper leaves open whether s_c is the score or the probability: the score is lowered here, because at m = 1 the
 * probability of a confident model is flat and the mask would never leave its start. Iterations, rate and start shape
 * the map, so they are part of the settings. Clipping makes exact ties at 0 and 1.
 * Cost: one forward and one backward pass per sequence and iteration; sequences that have converged leave the batch.
 * Source: Fong and Vedaldi 2017; the paper, Eq. 4 and 5.
 *
 * @throws `model-mismatch` when the model has no gradient
 */
export async function learnedMask(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: LearnedMaskOptions = {},
): Promise<Attribution> {
  requireCapability(model, 'scoreGradient', 'learned-mask');
  const { signal: _signal, onEvent, batchSize: _batchSize, ...own } = options;
  const settings = { ...LEARNED_MASK_DEFAULTS, ...own };
  checkSettings(settings);
  const begin = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const values = new Float32Array(x.values.length);
  const size = x.steps * x.channels;
  const rows: RowResult[] = [];
  const frames = new MaskFrames(x.batch, size, settings.snapshotEvery, settings.maxIterations);
  const { onEvent: _progress, ...quiet } = options;
  await inBatches(x, 'learned mask', quiet, async (part, from) => {
    const run = { model, x: part, targets: classOf.subarray(from, from + part.batch), settings };
    const report = (done: number): void =>
      onEvent?.({
        type: 'progress',
        stage: 'learned mask',
        done: from * settings.maxIterations + done,
        total: x.batch * settings.maxIterations,
      });
    const { mask, results } = await descend(run, options, report, (row, ...rest) =>
      frames.record(from + row, ...rest),
    );
    for (let i = 0; i < mask.length; i++) values[from * size + i] = 1 - mask[i];
    rows.push(...results);
  });
  const unfinished = rows.filter((row) => !row.converged).length;
  return {
    method: 'learned-mask',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'min-max', floor: 1e-2 },
    settings,
    cost: passesSince(model, begin),
    convergence: {
      rule: describeRule(settings),
      converged: rows.map((row) => row.converged),
      iterations: rows.map((row) => row.iterations),
      objective: rows.map((row) => row.objective),
    },
    ...(settings.snapshotEvery > 0 ? { history: frames.frames() } : {}),
    notes:
      unfinished === 0
        ? []
        : [`${unfinished} of ${x.batch} masks were still moving after ${settings.maxIterations} iterations.`],
  };
}

type Settings = Required<Omit<LearnedMaskOptions, keyof RunOptions>>;

interface RowResult {
  converged: boolean;
  iterations: number;
  objective: number;
}

interface Run {
  readonly model: ScoreGradientModel;
  readonly x: SequenceBatch;
  readonly targets: Int32Array;
  readonly settings: Settings;
}

/** Learns the masks of one part, [B, T, C]. */
async function descend(
  run: Run,
  options: RunOptions,
  report: (done: number) => void,
  record: (row: number, iteration: number, mask: Float32Array, objective: number, last: boolean) => void,
): Promise<{ mask: Float32Array; results: RowResult[] }> {
  const { model, x, targets, settings } = run;
  const { maxIterations, objective } = settings;
  const size = x.steps * x.channels;
  const classes = model.classes.length;
  const fill = occlusionValues(x, settings.value);
  const mask = new Float32Array(x.values.length).fill(settings.start);
  const first = new Float32Array(mask.length);
  const second = new Float32Array(mask.length);
  const results = Array.from({ length: x.batch }, () => ({
    converged: false,
    iterations: 0,
    objective: NaN,
  }));
  const plateau = new Plateau(x.batch, settings);
  const rowOf = (values: Float32Array, row: number): Float32Array =>
    values.subarray(row * size, (row + 1) * size);
  let active = Array.from({ length: x.batch }, (_, row) => row);
  // One evaluation more than updates, so that the objective reported belongs to the mask returned.
  for (let iteration = 0; active.length > 0; iteration++) {
    throwIfAborted(options.signal, 'learned mask');
    const masked = applyMask(x, mask, fill, active);
    const rowTargets = active.map((row) => targets[row]);
    const { scores, gradient } = await model.scoreGradient(
      masked,
      rowTargets,
      objective,
      callOptions(options),
    );
    active = active.filter((row, i) => {
      const m = rowOf(mask, row);
      const loss =
        objectiveValue(scores, i, classes, targets[row], objective) + maskPenalty(m, x.channels, settings);
      const converged = plateau.reached(row, iteration, loss);
      const last = converged || iteration === maxIterations;
      results[row] = { converged, iterations: iteration, objective: loss };
      record(row, iteration, m, loss, last);
      if (last) return false;
      const step = rowOf(gradient, i);
      const k = fill.subarray(row * x.channels, (row + 1) * x.channels);
      maskGradient(step, m, rowOf(x.values, row), k, settings);
      adamStep(m, step, { first: rowOf(first, row), second: rowOf(second, row) }, iteration + 1, settings);
      for (let j = 0; j < size; j++) m[j] = Math.min(1, Math.max(0, m[j]));
      return true;
    });
    const going = active.length * (iteration + 1);
    report((x.batch - active.length) * maxIterations + Math.min(going, active.length * maxIterations));
  }
  return { mask, results };
}

function checkSettings(settings: Settings): void {
  const where = 'learned mask';
  checkNumber(where, 'lambda1', settings.lambda1, 0);
  checkNumber(where, 'lambda2', settings.lambda2, 0);
  checkNumber(where, 'start', settings.start, 0, 1);
  checkNumber(where, 'learningRate', settings.learningRate, 0);
  checkNumber(where, 'tolerance', settings.tolerance, 0);
  checkInteger(where, 'window', settings.window, 1);
  checkInteger(where, 'maxIterations', settings.maxIterations, 1);
  checkInteger(where, 'snapshotEvery', settings.snapshotEvery, 0);
  checkOcclusionValue(where, settings.value);
  checkWord(where, 'objective', settings.objective, ['score', 'probability', 'log-probability']);
}
