import type { CallOptions, ScoresModel, SequenceBatch, StepVariants } from '@saliogram/core';
import { callOptions } from '../attribution/batches.ts';
import { hasCapability } from '../attribution/capability.ts';

/** Scores [B, T, K] after each step: in one pass where the model can, else prefix by prefix. */
export async function scoresAfterSteps(
  model: ScoresModel,
  x: SequenceBatch,
  options: CallOptions,
): Promise<Float32Array> {
  if (hasCapability(model, 'scoresPerStep')) return model.scoresPerStep(x, callOptions(options));
  const classes = model.classes.length;
  const scores = new Float32Array(x.batch * x.steps * classes);
  for (let t = 0; t < x.steps; t++) {
    const after = await model.scores(prefixOf(x, t + 1), callOptions(options));
    for (let b = 0; b < x.batch; b++) {
      scores.set(after.subarray(b * classes, (b + 1) * classes), (b * x.steps + t) * classes);
    }
  }
  return scores;
}

/**
 * Scores [B, T, S, K] after each step with other inputs at it: a single step each where the model can, else a prefix
 * each, T / 2 steps in the mean.
 */
export async function scoresOfOtherSteps(
  model: ScoresModel,
  x: SequenceBatch,
  { others, samples }: StepVariants,
  options: CallOptions,
): Promise<Float32Array> {
  if (hasCapability(model, 'scoresOfStepVariants')) {
    return (await model.scoresOfStepVariants(x, { others, samples }, callOptions(options))).scores;
  }
  const { batch, steps, channels } = x;
  const classes = model.classes.length;
  const scores = new Float32Array(batch * steps * samples * classes);
  for (let t = 0; t < steps; t++) {
    const prefix = prefixOf(x, t + 1);
    const size = (t + 1) * channels;
    const values = new Float32Array(batch * samples * size);
    for (let row = 0; row < batch * samples; row++) {
      const b = Math.floor(row / samples);
      values.set(prefix.values.subarray(b * size, (b + 1) * size), row * size);
      const at = ((b * steps + t) * samples + (row % samples)) * channels;
      values.set(others.subarray(at, at + channels), (row + 1) * size - channels);
    }
    const changed = { ...prefix, values, batch: batch * samples };
    const after = await model.scores(changed, callOptions(options));
    const own = samples * classes;
    for (let b = 0; b < batch; b++) scores.set(after.subarray(b * own, (b + 1) * own), (b * steps + t) * own);
  }
  return scores;
}

/** The first `steps` steps of every sequence, copied. */
export function prefixOf(x: SequenceBatch, steps: number): SequenceBatch {
  const values = new Float32Array(x.batch * steps * x.channels);
  for (let b = 0; b < x.batch; b++) {
    const from = b * x.steps * x.channels;
    values.set(x.values.subarray(from, from + steps * x.channels), b * steps * x.channels);
  }
  return { values, batch: x.batch, steps, channels: x.channels };
}
