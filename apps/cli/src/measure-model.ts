import type { OnEvent } from '@saliogram/core';
import type { RecurrentModel } from '@saliogram/nn';
import type { Split } from '@saliogram/datasets';
import { evaluateClassifier, majorityBaseline, oneNearestNeighbour, subsetOf } from '@saliogram/training';
import type { DataSet } from './data-set.ts';
import type { SplitMetrics } from './model-results.ts';

/** How a model does on the validation and test parts of a split, with the baselines on the test part. */
export async function measureModel(
  model: RecurrentModel,
  data: DataSet,
  split: Split,
  work: { signal: AbortSignal; onEvent: OnEvent },
): Promise<SplitMetrics & { validation: NonNullable<SplitMetrics['validation']> }> {
  const validation = await evaluateClassifier(model, data, split.validation, work);
  const test = await evaluateClassifier(model, data, split.test, work);
  return { validation, test, baselines: await measureBaselines(data, split.train, split.test, work) };
}

/** The majority class and the nearest neighbour, from the training part of a split. */
export async function measureBaselines(
  data: DataSet,
  train: Uint32Array,
  test: Uint32Array,
  work: { signal: AbortSignal; onEvent: OnEvent },
) {
  const known = subsetOf(data, train);
  const asked = subsetOf(data, test);
  return {
    majority: majorityBaseline(known, asked),
    oneNearestNeighbour: await oneNearestNeighbour(known, asked, work),
  };
}
