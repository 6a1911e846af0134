import { throwIfAborted } from '@saliogram/core';
import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { callOptions } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger } from '../attribution/check-argument.ts';
import { applyMask, gradientToMask } from './mask-objective.ts';
import type { MaskFound, MaskQuestions } from './mask-search.ts';
import { objectiveValue } from '../attribution/objective-value.ts';

/** The sequences masks are sought for. */
export interface MaskFlight {
  readonly model: ScoreGradientModel;
  readonly x: SequenceBatch;
  readonly targets: Int32Array;
  /** k, [B, T, C]. */
  readonly fill: Float32Array;
  readonly objective: Objective;
}

/** The mask of one sequence, and when its search stopped. */
export interface MaskResult extends MaskFound {
  /** Questions answered after the first. */
  readonly iterations: number;
}

/** Sees a search after each answer; `last` when it has no further question. */
export type MaskWatcher = (row: number, iteration: number, found: MaskFound, last: boolean) => void;

interface Passenger {
  readonly row: number;
  readonly found: MaskFound;
  readonly questions: MaskQuestions;
  mask: Float32Array;
  iteration: number;
}

/**
 * Runs one search per sequence, their questions answered together by one pass of the model; when a search ends, the next
 * sequence takes its place, so that every pass but the last ones is over `batchSize` sequences.
 *
 * @param begin the search of one sequence, over masks [T, C] of its own length
 */
export async function searchMasks(
  flight: MaskFlight,
  begin: (row: number, steps: number, found: MaskFound) => MaskQuestions,
  options: RunOptions,
  watch: MaskWatcher,
): Promise<MaskResult[]> {
  const { x } = flight;
  const most = options.batchSize ?? 256;
  checkInteger('learned mask', 'batchSize', most, 1);
  const results: MaskResult[] = [];
  let aboard: Passenger[] = [];
  for (let entered = 0; entered < x.batch || aboard.length > 0;) {
    while (entered < x.batch && aboard.length < most) {
      const row = entered++;
      const found: MaskFound = { mask: new Float32Array(0), objective: Infinity, converged: false };
      const questions = begin(row, x.lengths?.[row] ?? x.steps, found);
      const first = questions.next();
      if (first.done === true) throw new Error('internal: a mask search asked nothing');
      aboard.push({ row, found, questions, mask: first.value, iteration: 0 });
    }
    throwIfAborted(options.signal, 'learned mask');
    const answers = await answerAll(flight, aboard, options);
    aboard = aboard.filter((passenger, i) => {
      const { row, found, questions, iteration } = passenger;
      const next = questions.next(answers[i]);
      const last = next.done === true;
      watch(row, iteration, found, last);
      if (last) results[row] = { ...found, iterations: iteration };
      else Object.assign(passenger, { mask: next.value, iteration: iteration + 1 });
      return !last;
    });
  }
  return results;
}

async function answerAll(
  { model, x, targets, fill, objective }: MaskFlight,
  asked: readonly Passenger[],
  options: RunOptions,
): Promise<{ score: number; gradient: Float64Array }[]> {
  const size = x.steps * x.channels;
  const inputOf = (row: number): Float32Array => x.values.subarray(row * size, (row + 1) * size);
  const fillOf = (row: number): Float32Array => fill.subarray(row * size, (row + 1) * size);
  const values = new Float32Array(asked.length * size);
  asked.forEach(({ row, mask }, i) => {
    applyMask(inputOf(row), mask, fillOf(row), values.subarray(i * size, (i + 1) * size));
  });
  const { lengths } = x;
  const masked = {
    ...x,
    values,
    batch: asked.length,
    ...(lengths ? { lengths: asked.map(({ row }) => lengths[row]) } : {}),
  };
  const rowTargets = asked.map(({ row }) => targets[row]);
  const { scores, gradient } = await model.scoreGradient(masked, rowTargets, objective, callOptions(options));
  return asked.map(({ row, mask }, i) => ({
    score: objectiveValue(scores, i, model.classes.length, targets[row], objective),
    gradient: gradientToMask(gradient.subarray(i * size, i * size + mask.length), inputOf(row), fillOf(row)),
  }));
}
