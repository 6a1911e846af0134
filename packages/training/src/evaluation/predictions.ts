import type { ClassInfo, OnEvent, ScoresModel } from '@saliogram/core';
import { argmax, gatherBatch, throwIfAborted } from '@saliogram/core';
import { labelsOf } from '../training-data.ts';
import type { LabelledData } from '../training-data.ts';

const CHUNK = 1024;

/** Options of long evaluations. */
export interface EvaluationOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}

/** What a classifier decides for sequences whose classes are known: all that an evaluation needs. */
export interface Decisions {
  readonly classes: readonly ClassInfo[];
  /** True class of each sequence, shape [N]. */
  readonly labels: Uint8Array;
  /** Decided class of each sequence, shape [N]. */
  readonly decisions: Uint8Array;
}

/** Decisions with the scores they were made by. */
export interface Predictions extends Decisions {
  /** Unnormalised class scores, shape [N, K]. */
  readonly scores: Float32Array;
}

/**
 * What a model says of `data`, or of the sequences of it named by `indices`, in their order.
 *
 * @throws `cancelled`
 */
export async function predictClasses(
  model: ScoresModel,
  data: LabelledData,
  indices: ArrayLike<number> = Uint32Array.from({ length: data.labels.length }, (_, i) => i),
  { signal, onEvent }: EvaluationOptions = {},
): Promise<Predictions> {
  const { classes } = data;
  const order = Uint32Array.from(indices);
  const scores = new Float32Array(order.length * classes.length);
  for (let from = 0; from < order.length; from += CHUNK) {
    throwIfAborted(signal, 'evaluation');
    const part = order.subarray(from, from + CHUNK);
    const batch = gatherBatch(data.sequences, part);
    scores.set(await model.scores(batch, signal ? { signal } : {}), from * classes.length);
    onEvent?.({ type: 'progress', stage: 'evaluating', done: from + part.length, total: order.length });
  }
  const decisions = Uint8Array.from(order, (_, i) =>
    argmax(scores, i * classes.length, (i + 1) * classes.length),
  );
  return { classes, labels: labelsOf(data, order), decisions, scores };
}
