import { argmax, softmax } from '@saliogram/core';
import type { PassCount, SequenceBatch, StepScoresModel } from '@saliogram/core';
import { callOptions, inBatches, passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { decisionTime } from './decision-time.ts';

/** What the model would say if each sequence ended at each of its steps. */
export interface TemporalScores {
  readonly batch: number;
  readonly steps: number;
  readonly classes: number;
  /** Unnormalised scores, [B, T, K]. */
  readonly scores: Float32Array;
  /** Class probabilities, [B, T, K]. */
  readonly probabilities: Float32Array;
  /** The most likely class at each step, [B, T]; without meaning after the end of a sequence. */
  readonly predicted: Int32Array;
  /** The first step, counted from 0, after which the most likely class never changes, [B]. */
  readonly decidedStep: Int32Array;
  /** How often the most likely class changes on the way, [B]. */
  readonly flips: Int32Array;
  readonly cost: PassCount;
}

/**
 * Temporal output scores: p_c(x_1..t) for every t, in one pass with the head on every step instead of T passes over
 * prefixes (the same for a network that reads forward only).
 *
 * Cost: one forward pass per sequence. Source: the paper, section III-A.
 *
 * @throws `model-mismatch` when the model cannot score every step
 */
export async function temporalScores(
  model: StepScoresModel,
  x: SequenceBatch,
  options: RunOptions = {},
): Promise<TemporalScores> {
  requireCapability(model, 'scoresPerStep', 'temporal-scores');
  const start = model.passes();
  const classes = model.classes.length;
  const { batch, steps } = x;
  const scores = new Float32Array(batch * steps * classes);
  await inBatches(x, 'temporal scores', options, async (part, from) => {
    scores.set(await model.scoresPerStep(part, callOptions(options)), from * steps * classes);
  });
  const predicted = Int32Array.from({ length: batch * steps }, (_, i) =>
    argmax(scores, i * classes, (i + 1) * classes),
  );
  const decisions = Array.from({ length: batch }, (_, b) =>
    decisionTime(predicted.subarray(b * steps, b * steps + (x.lengths?.[b] ?? steps))),
  );
  const probabilities = softmax(scores, classes);
  const cost = passesSince(model, start);
  return {
    batch,
    steps,
    classes,
    scores,
    probabilities,
    predicted,
    decidedStep: Int32Array.from(decisions, ({ step }) => step),
    flips: Int32Array.from(decisions, ({ changes }) => changes),
    cost,
  };
}
