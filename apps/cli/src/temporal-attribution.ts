import type { SequenceBatch, StepScoresModel } from '@saliogram/core';
import { temporalScores } from '@saliogram/explain';
import type { Attribution, RunOptions } from '@saliogram/explain';

/** Temporal output scores in the form of an attribution: the probability of the target after each step, as it is. */
export async function temporalAttribution(
  model: StepScoresModel,
  x: SequenceBatch,
  target: number,
  options: RunOptions,
): Promise<Attribution> {
  const { steps, classes, probabilities, decidedStep, cost } = await temporalScores(model, x, options);
  const { batch, channels } = x;
  return {
    method: 'temporal-scores',
    targets: new Int32Array(batch).fill(target),
    shape: { batch, steps, channels },
    values: Float32Array.from({ length: batch * steps * channels }, (_, i) => {
      return probabilities[Math.floor(i / channels) * classes + target];
    }),
    heat: { scaling: 'min-max', floor: 0 },
    settings: {},
    cost,
    notes: [
      `The most likely class does not change after step ${decidedStep[0]}.`,
      'These are probabilities of the beat read so far, not importances of its steps.',
    ],
  };
}
