import type { ClassInfo, Random, SequenceBatch } from '@saliogram/core';
import { SaliogramError, gatherBatch } from '@saliogram/core';
import type { RecurrentArchitecture } from '@saliogram/nn';

/** Sequences with the class index of each: all that training and evaluation know of a data set. */
export interface LabelledData {
  /** Of one length or of several, as `lengths` says. */
  readonly sequences: SequenceBatch;
  /** Shape [B]. */
  readonly labels: ArrayLike<number>;
  readonly classes: readonly ClassInfo[];
  /** SHA-256 that identifies the data; computed where absent. */
  readonly dataHash?: string;
  /** Shape [B]: sequences of one patient share a group; absent where each is its own. */
  readonly groups?: ArrayLike<number>;
  /** Sequences as they might have been recorded as well, of the same classes; the argument stays as it is. */
  readonly augment?: (sequences: SequenceBatch, random: Random) => SequenceBatch;
}

/** Which sequences a model learns from, and which choose among its checkpoints. */
export interface TrainingSplit {
  readonly name?: string;
  readonly seed?: number;
  readonly train: ArrayLike<number>;
  readonly validation: ArrayLike<number>;
}

/** The sequences named by `indices` with their labels, copied. */
export function subsetOf(data: LabelledData, indices: ArrayLike<number>): LabelledData {
  return {
    sequences: gatherBatch(data.sequences, indices),
    labels: labelsOf(data, indices),
    classes: data.classes,
  };
}

/** The labels of the sequences named by `indices`. */
export function labelsOf(data: LabelledData, indices: ArrayLike<number>): Uint8Array {
  const labels = new Uint8Array(indices.length);
  for (let i = 0; i < indices.length; i++) labels[i] = data.labels[indices[i]];
  return labels;
}

/**
 * Checks that the data fits the model, that every label names a class and every value is a number, so that a failure
 * later has another cause.
 *
 * @throws `model-mismatch`, `argument-invalid`, `sample-invalid` naming the sequence
 */
export function checkTrainingData(
  { inputs, outputs }: RecurrentArchitecture,
  data: LabelledData,
  split: TrainingSplit,
): void {
  const { sequences, classes } = data;
  if (sequences.channels !== inputs || classes.length !== outputs) {
    throw new SaliogramError(
      'model-mismatch',
      `training: the data has ${sequences.channels} channels and ${classes.length} classes, the model ${inputs} and ${outputs}; create the model for this data`,
      { details: { channels: sequences.channels, classes: classes.length, inputs, outputs } },
    );
  }
  checkLabels(data);
  checkLengths(sequences);
  checkValues(sequences);
  for (const part of ['train', 'validation'] as const) {
    if (split[part].length === 0) {
      throw new SaliogramError(
        'argument-invalid',
        `training: split has no ${part} sequences, expected at least one`,
        {
          details: { part },
        },
      );
    }
  }
}

function checkLabels({ sequences, labels, classes }: LabelledData): void {
  if (labels.length !== sequences.batch) {
    throw new SaliogramError(
      'argument-invalid',
      `training data: got ${labels.length} labels, expected one for each of ${sequences.batch} sequences`,
      { details: { labels: labels.length, sequences: sequences.batch } },
    );
  }
  for (let i = 0; i < labels.length; i++) {
    if (!(labels[i] < classes.length)) {
      throw new SaliogramError(
        'argument-invalid',
        `training data: label of sequence ${i} is ${labels[i]}, expected a class index below ${classes.length}`,
        { details: { sequence: i, label: labels[i] } },
      );
    }
  }
}

function checkLengths({ batch, steps, lengths }: SequenceBatch): void {
  if (!lengths) return;
  if (lengths.length !== batch) {
    throw new SaliogramError(
      'argument-invalid',
      `training data: got ${lengths.length} lengths, expected one for each of ${batch} sequences`,
      { details: { lengths: lengths.length, sequences: batch } },
    );
  }
  for (let i = 0; i < batch; i++) {
    if (Number.isInteger(lengths[i]) && lengths[i] >= 1 && lengths[i] <= steps) continue;
    throw new SaliogramError(
      'argument-invalid',
      `training data: length of sequence ${i} is ${lengths[i]}, expected a whole number from 1 to ${steps}`,
      { details: { sequence: i, length: lengths[i], steps } },
    );
  }
}

/** Every value up to the end of its sequence must be a number. */
function checkValues({ values, batch, steps, channels, lengths }: SequenceBatch): void {
  for (let i = 0; i < batch; i++) {
    const from = i * steps * channels;
    const to = from + (lengths?.[i] ?? steps) * channels;
    for (let at = from; at < to; at++) {
      if (Number.isFinite(values[at])) continue;
      throw new SaliogramError(
        'sample-invalid',
        `training data: sequence ${i} holds ${values[at]}, expected numbers only; drop the sequence`,
        { details: { sequence: i, value: values[at] } },
      );
    }
  }
}
