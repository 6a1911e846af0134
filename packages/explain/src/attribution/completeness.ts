import type { Objective, ScoresModel, SequenceBatch } from '@saliogram/core';
import { scoresInBatches } from './batches.ts';
import type { RunOptions } from './batches.ts';
import { objectiveValue } from './objective-value.ts';
import { cellsOf } from './sequence-end.ts';

/** The objective of each sequence's target, [B]; one forward pass each. */
export async function objectivesOf(
  model: ScoresModel,
  x: SequenceBatch,
  targets: ArrayLike<number>,
  objective: Objective,
  stage: string,
  options: RunOptions,
): Promise<Float64Array> {
  const { onEvent: _onEvent, ...quiet } = options;
  const scores = await scoresInBatches(model, x, stage, quiet);
  return Float64Array.from({ length: x.batch }, (_, b) =>
    objectiveValue(scores, b, model.classes.length, targets[b], objective),
  );
}

/** The sum of the values [B, T, C] of each sequence up to its end, [B]. */
export function sumsOf(values: Float32Array, x: SequenceBatch): Float64Array {
  const size = x.steps * x.channels;
  return Float64Array.from({ length: x.batch }, (_, b) =>
    values.subarray(b * size, b * size + cellsOf(x, b)).reduce((sum, v) => sum + v, 0),
  );
}

/** How far the values of each sequence miss the objective at x less that at the baseline, [B]; two forward passes each. */
export async function completenessGaps(
  model: ScoresModel,
  x: SequenceBatch,
  baseline: SequenceBatch,
  targets: ArrayLike<number>,
  objective: Objective,
  values: Float32Array,
  stage: string,
  options: RunOptions,
): Promise<number[]> {
  const ends = await objectivesOf(model, x, targets, objective, stage, options);
  const starts = await objectivesOf(model, baseline, targets, objective, stage, options);
  return Array.from(sumsOf(values, x), (sum, b) => sum - (ends[b] - starts[b]));
}
