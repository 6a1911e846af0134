import { argmax, sliceBatch, softmax, throwIfAborted } from '@saliogram/core';
import type { CallOptions, ScoresModel, SequenceBatch } from '@saliogram/core';

const CHUNK = 512;

/** What a model makes of sequences. */
export interface Decided {
  /** Class of each, [B]. */
  readonly classes: Uint8Array;
  /** Probability of each class, [B, K]. */
  readonly probabilities: Float32Array;
  /** Unnormalised scores, [B, K]. */
  readonly scores: Float32Array;
}

/** Scores, probabilities and decisions of a batch of any size. @throws `cancelled` */
export async function decide(
  model: ScoresModel,
  x: SequenceBatch,
  options: CallOptions = {},
): Promise<Decided> {
  const count = model.classes.length;
  const scores = new Float32Array(x.batch * count);
  for (let from = 0; from < x.batch; from += CHUNK) {
    throwIfAborted(options.signal, 'audit');
    const part = sliceBatch(x, from, Math.min(from + CHUNK, x.batch));
    scores.set(await model.scores(part, options), from * count);
  }
  return {
    scores,
    probabilities: softmax(scores, count),
    classes: Uint8Array.from({ length: x.batch }, (_, b) => argmax(scores, b * count, (b + 1) * count)),
  };
}
