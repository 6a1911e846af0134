import { argmax, gatherBatch, softmax } from '@saliogram/core';
import type { PassCount, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import { passesSince, scoresInBatches } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { checkInteger, checkNumber, checkWord } from '../attribution/check-argument.ts';
import type { Convergence, StoppingRule } from '../attribution/convergence.ts';
import { cellsOf } from '../attribution/sequence-end.ts';
import { changed, descend, shorten } from './counterfactual-descent.ts';
import type { DescentRule } from './counterfactual-descent.ts';
import { CounterfactualSearch } from './counterfactual-search.ts';
import type { CounterfactualSettings } from './counterfactual-search.ts';
import { boundsOf } from './input-bounds.ts';

/** Options of {@link counterfactual}. */
export interface CounterfactualOptions extends RunOptions, Partial<StoppingRule> {
  /** What is kept small: `l1` (default), the mean |change|, few inputs; `l2`, its mean square, all of them a little. */
  readonly distance?: 'l1' | 'l2';
  /** Weight of the change's total variation beside the distance; default 0. */
  readonly smoothness?: number;
  /** Sequences whose range, step by step, the counterfactual stays within; default null, no bounds. */
  readonly data?: SequenceBatch | null;
  /** First step of the search as a share of the sequence's standard deviation; default 0.1. */
  readonly learningRate?: number;
  /** Times the rate is divided by three on a plateau before a sequence counts as converged; default 3. */
  readonly rateReductions?: number;
}

/** The defaults of {@link counterfactual}. */
export const COUNTERFACTUAL_DEFAULTS = {
  distance: 'l1',
  smoothness: 0,
  data: null,
  learningRate: 0.1,
  rateReductions: 3,
  window: 25,
  tolerance: 0.01,
  maxIterations: 1000,
} as const;

/** What the sequences would have to be for another class. */
export interface Counterfactuals {
  /** [B, T, C]; where no change that reaches the class was found, where the search ended. */
  readonly sequences: SequenceBatch;
  /** The class wanted, [B]. */
  readonly targets: Int32Array;
  /** Whether the model decides for it there, [B]. */
  readonly valid: readonly boolean[];
  /** Scores there, [B, K], and the probability of the class wanted, [B]. */
  readonly scores: Float32Array;
  readonly probabilities: Float32Array;
  /** Mean |change| per input, [B], and root of its mean square, [B], in the input's unit. */
  readonly meanChange: readonly number[];
  readonly rootMeanSquareChange: readonly number[];
  /** Share of the inputs that are changed at all, [B]. */
  readonly changedShare: readonly number[];
  /** The objective is the distance of the best valid change; infinite where there is none. */
  readonly convergence: Convergence;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly cost: PassCount;
}

/**
 * Counterfactual: the nearest sequence that the model puts into a chosen class, argmin |x' - x| such that argmax_k
 * s_k(x') = c'. By proximal gradient steps on the distance and the log-probability of c', whose weight follows whether
 * the class is reached, from a careful and a bold start, and at the end a search on the straight line back to x; the
 * smallest valid change met is given.
 *
 * It is a local optimum, and nothing keeps it a heartbeat: bounds from data and smoothness help. A sequence that has the
 * class already stays as it is.
 * Cost: two forward and two backward passes per iteration, some hundred iterations, and a dozen forward. Source: Wachter et al. 2017, with the
 * constraint instead of a growing penalty.
 *
 * @param targets the class to reach, one for all or one for each
 * @throws `model-mismatch` when the model has no gradient, `argument-invalid` for data of another shape
 */
export async function counterfactual(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: ArrayLike<number> | number,
  options: CounterfactualOptions = {},
): Promise<Counterfactuals> {
  const where = 'counterfactual';
  requireCapability(model, 'scoreGradient', where);
  const { signal: _signal, onEvent: _onEvent, batchSize: _batchSize, ...own } = options;
  const settings = { ...COUNTERFACTUAL_DEFAULTS, ...own };
  checkSettings(where, settings);
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const { searches, convergence } = await searchTwice(model, x, classOf, settings, options);
  await shorten(model, x, classOf, searches, options);
  const at = changed(x, searches, ({ best, change }) => best ?? change);
  const { onEvent: _progress, ...quiet } = options;
  const scores = await scoresInBatches(model, at, where, quiet);
  const K = model.classes.length;
  const changes = searches.map(({ best, change }) => best ?? change);
  const meanOf = (change: Float64Array, of: (v: number) => number): number =>
    change.reduce((sum, v) => sum + of(v), 0) / change.length;
  const probabilities = softmax(scores, K);
  const { data, ...plain } = settings;
  return {
    sequences: at,
    targets: classOf,
    valid: searches.map((_, b) => argmax(scores, b * K, (b + 1) * K) === classOf[b]),
    scores,
    probabilities: Float32Array.from(classOf, (c, b) => probabilities[b * K + c]),
    meanChange: changes.map((change) => meanOf(change, Math.abs)),
    rootMeanSquareChange: changes.map((change) => Math.sqrt(meanOf(change, (v) => v * v))),
    changedShare: changes.map((change) => meanOf(change, (v) => (v === 0 ? 0 : 1))),
    convergence,
    settings: { ...plain, bounds: data ? data.batch : null },
    cost: passesSince(model, start),
  };
}

/** The better of a careful and a bold search of each sequence, all in one batch. */
async function searchTwice(
  model: ScoreGradientModel,
  x: SequenceBatch,
  classOf: Int32Array,
  settings: CounterfactualSettings & DescentRule & { readonly data: SequenceBatch | null },
  options: RunOptions,
): Promise<{ searches: CounterfactualSearch[]; convergence: Convergence }> {
  const bounds = settings.data ? boundsOf('counterfactual', x, settings.data) : null;
  const size = x.steps * x.channels;
  const twice = Array.from({ length: 2 * x.batch }, (_, i) => i >> 1);
  const all = twice.map((b, i) => {
    const input = x.values.subarray(b * size, b * size + cellsOf(x, b));
    return new CounterfactualSearch(input, x.channels, settings, bounds, i % 2 === 0 ? 'careful' : 'bold');
  });
  const wanted = Int32Array.from(twice, (b) => classOf[b]);
  const both = await descend(model, gatherBatch(x, twice), wanted, all, settings, options);
  const better = Array.from({ length: x.batch }, (_, b) =>
    all[2 * b + 1].bestDistance < all[2 * b].bestDistance ? 2 * b + 1 : 2 * b,
  );
  const convergence = {
    rule: both.rule,
    converged: better.map((i) => both.converged[i]),
    iterations: better.map((i) => both.iterations[i]),
    objective: better.map((i) => both.objective[i]),
  };
  return { searches: better.map((i) => all[i]), convergence };
}

function checkSettings(where: string, settings: CounterfactualSettings & DescentRule): void {
  checkWord(where, 'distance', settings.distance, ['l1', 'l2']);
  checkNumber(where, 'smoothness', settings.smoothness, 0);
  checkNumber(where, 'learningRate', settings.learningRate, 1e-6);
  checkNumber(where, 'tolerance', settings.tolerance, 0);
  checkInteger(where, 'rateReductions', settings.rateReductions, 0);
  checkInteger(where, 'window', settings.window, 1);
  checkInteger(where, 'maxIterations', settings.maxIterations, 1);
}
