import { argmax, gatherBatch, sliceBatch, throwIfAborted } from '@saliogram/core';
import type { ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { callOptions, scoresInBatches } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger } from '../attribution/check-argument.ts';
import { Plateau, describeRule } from '../attribution/convergence.ts';
import type { Convergence, StoppingRule } from '../attribution/convergence.ts';
import type { CounterfactualSearch } from './counterfactual-search.ts';

/** When the searches end. */
export interface DescentRule extends StoppingRule {
  readonly rateReductions: number;
}

/** The sequences with a change of each. */
export function changed(
  x: SequenceBatch,
  searches: readonly CounterfactualSearch[],
  changeOf: (search: CounterfactualSearch, b: number) => Float64Array,
): SequenceBatch {
  const size = x.steps * x.channels;
  const values = x.values.slice();
  searches.forEach((search, b) => {
    changeOf(search, b).forEach((v, i) => (values[b * size + i] += v));
  });
  return { ...x, values };
}

/** Runs all searches until each converges, divides its rate on a plateau, and keeps the best change on the way. */
export async function descend(
  model: ScoreGradientModel,
  x: SequenceBatch,
  classOf: Int32Array,
  searches: readonly CounterfactualSearch[],
  rule: DescentRule,
  options: RunOptions,
): Promise<Convergence> {
  const K = model.classes.length;
  const size = x.steps * x.channels;
  const plateau = new Plateau(x.batch, rule);
  const rows = searches.map(() => ({ iterations: 0, reductions: 0, converged: false }));
  let active = searches.map((_, b) => b);
  for (let iteration = 0; active.length > 0 && iteration <= rule.maxIterations; iteration++) {
    throwIfAborted(options.signal, 'counterfactual');
    const at = gatherBatch(
      changed(x, searches, ({ change }) => change),
      active,
    );
    const wanted = active.map((b) => classOf[b]);
    const { scores, gradient } = await gradientInParts(model, at, wanted, options);
    active = active.filter((b, i) => {
      const row = rows[b];
      const search = searches[b];
      const reached = argmax(scores, i * K, (i + 1) * K) === classOf[b];
      if (reached) search.keep();
      row.iterations = iteration;
      // On a logarithmic scale, so that the tolerance is a share of the distance.
      if (plateau.reached(b, iteration, Math.log(search.bestDistance))) {
        row.reductions++;
        search.rate /= 3;
      }
      row.converged = search.bestDistance === 0 || row.reductions > rule.rateReductions;
      if (row.converged || iteration === rule.maxIterations) return false;
      search.step(gradient.subarray(i * size, i * size + search.change.length), reached);
      return true;
    });
    options.onEvent?.({
      type: 'progress',
      stage: 'counterfactual',
      done: iteration,
      total: rule.maxIterations,
    });
  }
  return {
    rule: `${describeRule(rule)}, the objective being the logarithm of the distance; ${rule.rateReductions} times the rate is divided by three instead`,
    converged: rows.map(({ converged }) => converged),
    iterations: rows.map(({ iterations }) => iterations),
    objective: searches.map(({ bestDistance }) => bestDistance),
  };
}

async function gradientInParts(
  model: ScoreGradientModel,
  x: SequenceBatch,
  wanted: readonly number[],
  options: RunOptions,
): Promise<{ scores: Float32Array; gradient: Float32Array }> {
  const atOnce = options.batchSize ?? 256;
  checkInteger('counterfactual', 'batchSize', atOnce, 1);
  const K = model.classes.length;
  const scores = new Float32Array(x.batch * K);
  const gradient = new Float32Array(x.values.length);
  for (let from = 0; from < x.batch; from += atOnce) {
    const part = sliceBatch(x, from, Math.min(from + atOnce, x.batch));
    const targets = wanted.slice(from, from + part.batch);
    const found = await model.scoreGradient(part, targets, 'log-probability', callOptions(options));
    scores.set(found.scores, from * K);
    gradient.set(found.gradient, from * x.steps * x.channels);
  }
  return { scores, gradient };
}

/** Halvings of the line: the boundary to a part in 4096 of the change. */
const HALVINGS = 12;

/** Shortens the best change of each along the straight line to x while the class is still reached. */
export async function shorten(
  model: ScoreGradientModel,
  x: SequenceBatch,
  classOf: Int32Array,
  searches: readonly CounterfactualSearch[],
  options: RunOptions,
): Promise<void> {
  const K = model.classes.length;
  const whole = searches.map(({ best, change }) => best ?? change);
  const ends = searches.map(({ best }) => ({ low: 0, high: 1, open: best !== null }));
  if (searches.every(({ best, bestDistance }) => best === null || bestDistance === 0)) return;
  const { onEvent: _onEvent, ...quiet } = options;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const tried = whole.map((change, b) => change.map((v) => (v * (ends[b].low + ends[b].high)) / 2));
    const at = changed(x, searches, (_, b) => tried[b]);
    const scores = await scoresInBatches(model, at, 'counterfactual', quiet);
    ends.forEach((end, b) => {
      if (!end.open) return;
      const middle = (end.low + end.high) / 2;
      if (argmax(scores, b * K, (b + 1) * K) === classOf[b]) {
        searches[b].keep(tried[b]);
        end.high = middle;
      } else {
        end.low = middle;
      }
    });
  }
}
