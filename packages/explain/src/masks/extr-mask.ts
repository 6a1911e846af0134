import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import { checkInteger, checkNumber, checkWord } from '../attribution/check-argument.ts';
import { describeRule } from '../attribution/convergence.ts';
import { BASELINE_DEFAULTS, baselineSettings } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import type { InputResult } from './input-searches.ts';
import { jointDescent } from './joint-descent.ts';
import { freeInfill, networkInfill } from './learned-infill.ts';
import { MATCHED, matchingOf } from './score-matching.ts';
import type { Matched } from './score-matching.ts';
import type { SoughtOptions } from './sought-attribution.ts';

/** Options of {@link extrMask}. */
export interface ExtrMaskOptions extends SoughtOptions {
  /** Keep the answer with as little as possible, or lose it by replacing as little as possible; default `preserve`. */
  readonly variant?: 'preserve' | 'delete';
  /**
   * What stands behind the mask: a value of its own for each input (`infill`, default), or what a network that is
   * trained along with the masks of all sequences of the call makes of them (`network`, as published).
   */
  readonly perturbation?: 'infill' | 'network';
  /** Units of each direction of that network; default (null) as many as channels, as published, but at least 3. */
  readonly units?: number | null;
  /** What is to be matched; default `class`. The others ask for a model that has `matchGradient`. */
  readonly matches?: Matched;
  /**
   * What a mask does at 0 and 1: it stops there (default), or goes beyond, where only its weight moves it, back
   * (`return`, as in the authors' code). Then masks end within a few steps of 0 rather than at it, so that inputs that
   * would all have 0 come in some order.
   */
  readonly edges?: 'stop' | 'return';
  /** Which number of the explained class is matched, where that is; default `score`. */
  readonly objective?: Objective;
  /** Weight of the mean of the mask; default 1. */
  readonly lambda1?: number;
  /** Weight of the mean distance of the infill from the baseline, or of its squared distance from the input; default 1. */
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
  perturbation: 'infill',
  units: null,
  matches: 'class',
  edges: 'stop',
  objective: 'score',
  lambda1: 1,
  lambda2: 1,
  learningRate: 0.05,
  window: 25,
  tolerance: 1e-3,
  maxIterations: 200,
} as const;

const WHERE = 'ExtrMask';
const LEAST_UNITS = 3;

/**
 * ExtrMask: mask m and infill n are learned together. `preserve` minimises
 * d(f(m x + (1 - m) n), f(x)) + lambda1 mean m + lambda2 mean |n - b|, `delete`
 * d(f((1 - m) x + m n), f(b)) + lambda1 mean m + lambda2 mean (n - x)^2, where d is the mean squared difference of what is
 * matched; the value of an input is m.
 *
 * With `network`, n = b + NN(x - b) of one bidirectional GRU for all sequences of the call, so that a map depends on its
 * neighbours, and all stop together. With `infill` each input has a value of its own, kept between the least and the
 * greatest of its sequence and channel: it can do whatever such a network can do there and more, and nothing makes it
 * smooth or like the data.
 * Cost: one forward and one backward pass per iteration, and one of each; and a forward pass.
 * Source: Enguehard 2023; `delete` as in the corrected code of a reproduction (adamdivak/time_interpret).
 *
 * @throws `model-mismatch` when the model cannot differentiate what is matched
 */
export async function extrMask(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: ExtrMaskOptions = {},
): Promise<Attribution> {
  const settings = settingsOf(options, x.channels);
  const { variant, perturbation, units, matches, objective } = settings;
  const start = model.passes();
  const fill = baselineSequences(WHERE, x, options)[0].values;
  const classOf = await resolveTargets(model, x, targets, options);
  const wanted = variant === 'preserve' ? x : { ...x, values: fill };
  const match = await matchingOf(
    'extr-mask',
    model,
    wanted,
    { matches, objective, targets: classOf },
    options,
  );
  const infill =
    units === null
      ? freeInfill(x, fill)
      : networkInfill(x, fill, units, options.seed ?? BASELINE_DEFAULTS.seed);
  const watch = watchOf(x, settings.maxIterations, options);
  const rows = await jointDescent({ stage: WHERE, x, fill, match, infill, watch }, settings, options);
  const values = new Float32Array(x.values.length);
  rows.forEach((row, b) => values.set(row.values, b * x.steps * x.channels));
  const unfinished = rows.filter(({ converged }) => !converged).length;
  return {
    method: 'extr-mask',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'min-max', floor: 1e-2 },
    settings: { ...settings, ...baselineSettings(options) },
    cost: passesSince(model, start),
    convergence: {
      rule: describeRule(settings),
      converged: rows.map(({ converged }) => converged),
      iterations: rows.map(({ iterations }) => iterations),
      objective: rows.map((row) => row.objective),
    },
    notes: [
      perturbation === 'network'
        ? `The infill is that of one network for all ${x.batch} sequences: a map depends on those beside it.`
        : 'The infill is learned input by input, not by a network as in the publication: it may carry evidence of its own.',
      ...(unfinished === 0 ? [] : [`${unfinished} of ${x.batch} searches did not converge.`]),
    ],
  };
}

/** Hands frames and progress on, in iterations over all sequences. */
function watchOf(x: SequenceBatch, maxIterations: number, { onFrame, onEvent }: ExtrMaskOptions) {
  const reached = new Uint32Array(x.batch);
  let done = 0;
  return (row: number, found: InputResult, last: boolean): void => {
    if (onFrame) {
      const values = new Float32Array(x.steps * x.channels);
      values.set(found.values);
      onFrame({ iteration: found.iterations, values, objective: Float32Array.of(found.objective) }, row);
    }
    const now = last ? maxIterations : found.iterations;
    done += now - reached[row];
    reached[row] = now;
    onEvent?.({ type: 'progress', stage: WHERE, done, total: x.batch * maxIterations });
  };
}

function settingsOf(options: ExtrMaskOptions, channels: number) {
  const given = { ...EXTR_MASK_DEFAULTS, ...options };
  const { variant, perturbation, matches, edges, objective, lambda1, lambda2 } = given;
  const { learningRate, window, tolerance, maxIterations } = given;
  const units = given.units ?? Math.max(LEAST_UNITS, channels);
  checkWord(WHERE, 'variant', variant, ['preserve', 'delete']);
  checkWord(WHERE, 'perturbation', perturbation, ['infill', 'network']);
  checkInteger(WHERE, 'units', units, 1);
  checkWord(WHERE, 'matches', matches, MATCHED);
  checkWord(WHERE, 'edges', edges, ['stop', 'return']);
  checkWord(WHERE, 'objective', objective, ['score', 'probability', 'log-probability']);
  checkNumber(WHERE, 'lambda1', lambda1, 0);
  checkNumber(WHERE, 'lambda2', lambda2, 0);
  checkNumber(WHERE, 'learningRate', learningRate, 0);
  checkInteger(WHERE, 'window', window, 1);
  checkNumber(WHERE, 'tolerance', tolerance, 0);
  checkInteger(WHERE, 'maxIterations', maxIterations, 1);
  return {
    variant,
    perturbation,
    units: perturbation === 'network' ? units : null,
    matches,
    edges,
    objective,
    lambda1,
    lambda2,
    learningRate,
    window,
    tolerance,
    maxIterations,
  };
}
