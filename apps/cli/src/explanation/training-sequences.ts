import { gatherBatch } from '@saliogram/core';
import type { OnEvent, SequenceBatch } from '@saliogram/core';
import type { RecurrentModel } from '@saliogram/nn';
import { loadDataSet } from '../data-set.ts';
import type { DataSet } from '../data-set.ts';
import { presetOf } from '../evaluation/judged-classes.ts';
import { spread } from '../limit.ts';
import { ownSplitOf } from '../own-split.ts';
import { beatPreprocessingOf, dataSetOf } from '../preprocessing.ts';

/** As many training sequences are drawn from, evenly spread over all. */
export const MOST_TRAINING = 4000;

/** Sequences with their classes. */
export interface LabelledBatch {
  readonly data: SequenceBatch;
  /** Class index of each. */
  readonly labels: Uint8Array;
}

/** The data that a model was made for, read as it reads them. */
export function loadModelData(
  model: RecurrentModel,
  folder: string | undefined,
  work: { readonly signal: AbortSignal; readonly onEvent: OnEvent },
): Promise<DataSet> {
  const { metadata } = model;
  const name = dataSetOf(metadata);
  return loadDataSet(name, {
    data: folder,
    seed: ownSplitOf(metadata).seed,
    ...(name === 'mitdb' ? { preprocessing: beatPreprocessingOf(metadata), preset: presetOf(model) } : {}),
    ...work,
  });
}

/** Up to 4000 sequences of the training part of the model's own split. */
export function trainingSequences(model: RecurrentModel, data: DataSet): LabelledBatch {
  const own = ownSplitOf(model.metadata);
  const indices = spread(data.split(own.name, own.seed).train, MOST_TRAINING);
  return {
    data: gatherBatch(data.sequences, indices),
    labels: Uint8Array.from(indices, (i) => data.labels[i]),
  };
}
