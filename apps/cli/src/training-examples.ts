import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { SaliogramError, gatherBatch, sha256Hex } from '@saliogram/core';
import type { OnEvent } from '@saliogram/core';
import { hiddenStates } from '@saliogram/explain';
import { decodeTrainingExamples } from '@saliogram/nn';
import type { RecurrentModel, TrainingExamples } from '@saliogram/nn';
import type { DataSet } from './data-set.ts';
import { spread } from './limit.ts';
import { examplesPath, readModel } from './model-file.ts';

/** Sequences kept of each class: a file of about 100 kB for five classes and 128 units. */
const EACH = 40;
/** The rate of the records of MIT-BIH and of the generator, at which R peaks are counted, Hz. */
const RECORD_HZ = 360;

/**
 * What a model remembers of up to 40 sequences of each class that it was trained with, spread evenly over them in the
 * order of the data.
 *
 * @param sha256 of the model's file
 * @param train indices of the training sequences
 */
export async function trainingExamplesOf(
  model: RecurrentModel,
  sha256: string,
  data: DataSet,
  train: Uint32Array,
  work: { readonly signal?: AbortSignal; readonly onEvent?: OnEvent },
): Promise<TrainingExamples> {
  const sorted = train.slice().sort();
  const chosen = data.classes.flatMap((_, label) => [
    ...spread(
      sorted.filter((i) => data.labels[i] === label),
      EACH,
    ),
  ]);
  const { states, width } = await hiddenStates(model, gatherBatch(data.sequences, chosen), work);
  const { beats } = data;
  return {
    model: sha256,
    examples: chosen.map((i) => ({
      record: beats ? beats.recordNames[beats.recordOf[i]] : data.name,
      sample: beats ? beats.peaks[i] : i,
      symbol: data.classes[data.labels[i]].symbol,
    })),
    states,
    width,
    samplingFrequency: beats ? RECORD_HZ : null,
    attribution: data.attribution,
  };
}

/**
 * The training examples beside a model.
 *
 * @throws `file-missing`, and what a damaged file or another model's throws
 */
export async function readTrainingExamples(modelFile: string): Promise<TrainingExamples> {
  const path = examplesPath(modelFile);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new SaliogramError(
      'file-missing',
      `${path}: not there, expected the training examples of the model beside it; "saliogram train" writes them, and "node scripts/training-examples.js MODEL DATA" does for a model that has none`,
      { details: { file: path }, cause },
    );
  });
  return decodeTrainingExamples(bytes, basename(path), await sha256Hex(await readModel(modelFile)));
}
