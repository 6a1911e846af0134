import { throwIfAborted } from '@saliogram/core';
import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { callOptions } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger } from '../attribution/check-argument.ts';

/** What the model says of one input. */
export interface InputAnswer {
  /** [K] */
  readonly scores: Float32Array;
  /** Of the objective to the input, [T, C]. */
  readonly gradient: Float32Array;
}

/** Asks for several inputs [T, C] at a time, and is told what the model says of each. */
export type InputQuestions = Generator<readonly Float32Array[], void, readonly InputAnswer[]>;

/** One sequence over its own steps. */
export interface SoughtSequence {
  readonly row: number;
  /** [T, C] */
  readonly x: Float32Array;
  /** What stands for absent inputs, [T, C]. */
  readonly fill: Float32Array;
  readonly channels: number;
  readonly target: number;
}

/** Where a search has come to; kept up to date between its questions. */
export interface InputFound {
  /** [T, C] */
  values: Float32Array;
  /** What is lowered, at those values. */
  objective: number;
  /** Whether the search came where it was to go. */
  converged: boolean;
}

/** A search that has ended. */
export interface InputResult extends InputFound {
  /** Updates made. */
  readonly iterations: number;
}

/** What inputs are sought for. */
export interface InputSearch {
  readonly stage: string;
  readonly model: ScoreGradientModel;
  readonly x: SequenceBatch;
  readonly targets: Int32Array;
  /** [B, T, C] */
  readonly fill: Float32Array;
  /** What is differentiated. */
  readonly objective: Objective;
  begin(sequence: SoughtSequence, found: InputFound): InputQuestions;
  /** Sees a search after each answer; `last` when it has no further question. */
  watch(row: number, iteration: number, found: InputFound, last: boolean): void;
}

interface Passenger {
  readonly sequence: SoughtSequence;
  readonly found: InputFound;
  readonly questions: InputQuestions;
  asked: readonly Float32Array[];
  iteration: number;
}

/**
 * Runs one search per sequence, their questions answered together, at most `batchSize` inputs at once (default 256) but
 * always whole sequences; when a search ends, the next sequence takes its place.
 */
export async function searchInputs(search: InputSearch, options: RunOptions): Promise<InputResult[]> {
  const { x, stage } = search;
  const most = options.batchSize ?? 256;
  checkInteger(stage, 'batchSize', most, 1);
  const results: InputResult[] = [];
  let aboard: Passenger[] = [];
  for (let entered = 0; entered < x.batch || aboard.length > 0;) {
    const inputs = (): number => aboard.reduce((sum, { asked }) => sum + asked.length, 0);
    // The next sequence asks about as much as the one before it.
    while (
      entered < x.batch &&
      (aboard.length === 0 || inputs() + (aboard.at(-1)?.asked.length ?? 0) <= most)
    ) {
      aboard.push(enter(search, entered++));
    }
    throwIfAborted(options.signal, stage);
    const answers = await answer(search, aboard, options);
    aboard = aboard.filter((passenger, i) => {
      const { sequence, found, questions, iteration } = passenger;
      const next = questions.next(answers[i]);
      const last = next.done === true;
      search.watch(sequence.row, iteration, found, last);
      if (last) results[sequence.row] = { ...found, iterations: iteration };
      else Object.assign(passenger, { asked: next.value, iteration: iteration + 1 });
      return !last;
    });
  }
  return results;
}

function enter(search: InputSearch, row: number): Passenger {
  const { x, fill, targets } = search;
  const from = row * x.steps * x.channels;
  const to = from + (x.lengths?.[row] ?? x.steps) * x.channels;
  const sequence = {
    row,
    x: x.values.subarray(from, to),
    fill: fill.subarray(from, to),
    channels: x.channels,
    target: targets[row],
  };
  const found: InputFound = { values: new Float32Array(0), objective: Infinity, converged: false };
  const questions = search.begin(sequence, found);
  const first = questions.next();
  if (first.done === true) throw new Error('internal: a search of inputs asked nothing');
  return { sequence, found, questions, asked: first.value, iteration: 0 };
}

async function answer(
  { model, x, objective }: InputSearch,
  aboard: readonly Passenger[],
  options: RunOptions,
): Promise<InputAnswer[][]> {
  const size = x.steps * x.channels;
  const rows = aboard.flatMap(({ sequence, asked }) => asked.map((input) => ({ sequence, input })));
  const values = new Float32Array(rows.length * size);
  rows.forEach(({ input }, i) => values.set(input, i * size));
  const { lengths } = x;
  const batch = {
    ...x,
    values,
    batch: rows.length,
    ...(lengths ? { lengths: rows.map(({ sequence }) => lengths[sequence.row]) } : {}),
  };
  const targets = rows.map(({ sequence }) => sequence.target);
  const { scores, gradient } = await model.scoreGradient(batch, targets, objective, callOptions(options));
  const classes = model.classes.length;
  const answers = rows.map(({ input }, i) => ({
    scores: scores.subarray(i * classes, (i + 1) * classes),
    gradient: gradient.subarray(i * size, i * size + input.length),
  }));
  let from = 0;
  return aboard.map(({ asked }) => answers.slice(from, (from += asked.length)));
}
