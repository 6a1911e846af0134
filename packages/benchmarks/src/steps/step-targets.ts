import { argmax } from '@saliogram/core';
import type { CallOptions, SequenceBatch, StepScoresModel } from '@saliogram/core';

/** The class that the model gives to each step after the steps up to it, [B, T]; one pass. */
export async function predictedSteps(
  model: StepScoresModel,
  x: SequenceBatch,
  options: CallOptions,
): Promise<Int32Array> {
  const classes = model.classes.length;
  const scores = await model.scoresPerStep(x, options);
  return Int32Array.from({ length: x.batch * x.steps }, (_, place) =>
    argmax(scores, place * classes, (place + 1) * classes),
  );
}
