import type { SequenceBatch } from '@saliogram/core';
import type { Reals } from './kernel-set.ts';
import { objectiveGradient } from './objective.ts';
import type { Pass, Rounds } from './rounds.ts';
import { TrainingHead } from './training-head.ts';

/** A batch on its way through the network and back. */
interface Course {
  readonly x: SequenceBatch;
  readonly labels: ArrayLike<number>;
  readonly pass: Pass;
  readonly signal: AbortSignal | undefined;
}

/**
 * A training pass for a batch-normalised head: to the last states, through the head with the statistics of the whole
 * batch and back, then the whole way again. Leaves gradients in the lanes' blocks and scores in `scores`.
 *
 * @param values all numbers of the memory as it is now
 */
export async function throughHead(
  rounds: Rounds,
  values: () => Reals,
  { x, labels, pass, signal }: Course,
  scores: Reals,
): Promise<TrainingHead> {
  const head = new TrainingHead(rounds.parameters, x.batch, pass.headDropout);
  const { inputColumns } = rounds.parameters.head[0];
  const last = rounds.parameters.head[rounds.parameters.head.length - 1];
  const { outputs: classes, outputColumns } = last;
  const states = new Float64Array(x.batch * inputColumns);
  const { backward: _, ...there } = pass;
  await rounds.sequences(x, labels, { ...there, headless: true }, signal, (read) =>
    read('states', inputColumns, states),
  );
  const { parameters } = rounds.layout;
  const result = head.forward(values(), parameters, states);
  const dScores = new Float64Array(result.length);
  const row = new Float64Array(2 * classes);
  for (let i = 0; i < x.batch; i++) {
    row.set(result.subarray(i * outputColumns, i * outputColumns + classes));
    scores.set(row.subarray(0, classes), i * classes);
    objectiveGradient(row, 0, classes, classes, labels[i], 'cross-entropy', 1 / x.batch);
    dScores.set(row.subarray(classes), i * outputColumns);
  }
  const gradients = new Float64Array(rounds.parameters.length);
  const dStates = head.backward(values(), parameters, gradients, dScores);
  await rounds.sequences(x, labels, { ...pass, headless: true }, signal, () => undefined, dStates);
  const block = rounds.layout.lanes[0].gradients;
  const after = values();
  for (let i = 0; i < gradients.length; i++) after[block + i] += gradients[i];
  return head;
}
