import { basename } from 'node:path';
import type { LabelledSequences, Preprocessing, Split } from '@saliogram/datasets';
import type { StepTimes } from '@saliogram/explain';
import type { RecurrentModel } from '@saliogram/nn';
import { SaliogramError } from '@saliogram/core';
import type { ScoresModel } from '@saliogram/core';
import { loadDataSet } from '../data-set.ts';
import type { LoadOptions } from '../data-set.ts';
import { presetOf } from '../evaluation/judged-classes.ts';
import { ownSplitOf } from '../own-split.ts';
import { beatPreprocessingOf } from '../preprocessing.ts';

/** A model with the beats of the data as its own preprocessing cuts them, divided as it was trained. */
export interface AuditedModel {
  readonly file: string;
  readonly model: ScoresModel;
  readonly preprocessing: Preprocessing;
  readonly beats: LabelledSequences;
  readonly split: Split;
  readonly dataHash: string;
  /** Where the steps of its input stand about the R peak. */
  readonly steps: StepTimes;
}

/**
 * Loads the beats for a model.
 *
 * @throws `model-mismatch` for a model of anything but heartbeats, or one that reads other inputs than are cut
 */
export async function loadAudited(
  path: string,
  model: RecurrentModel,
  work: Pick<LoadOptions, 'data' | 'records' | 'signal' | 'onEvent'>,
): Promise<AuditedModel> {
  const { metadata } = model;
  const preprocessing = beatPreprocessingOf(metadata);
  const own = ownSplitOf(metadata);
  const data = await loadDataSet('mitdb', {
    ...work,
    seed: own.seed,
    preprocessing,
    preset: presetOf(model),
  });
  const { beats, dataHash } = data;
  if (beats === undefined) throw new Error('internal: MIT-BIH without beats');
  const { channels, steps } = beats.sequences;
  const { inputs } = metadata.architecture;
  if (channels !== inputs) {
    throw new SaliogramError(
      'model-mismatch',
      `${basename(path)}: reads ${inputs} inputs a step, but its preprocessing makes ${channels}; use a model made for heartbeats`,
      { details: { inputs, channels } },
    );
  }
  return {
    file: basename(path),
    model,
    preprocessing,
    beats,
    split: data.split(own.name, own.seed),
    dataHash,
    steps: {
      samplingFrequency: preprocessing.samplingFrequency,
      originStep: preprocessing.window.before,
      steps,
    },
  };
}
