import type { SequenceBatch } from '@saliogram/core';
import { SaliogramError } from '@saliogram/core';
import type { RecurrentArchitecture } from './metadata.ts';

/**
 * Checks that a model of this architecture can read `x`.
 *
 * @throws `model-mismatch` for other channels, `argument-invalid` for sequences without steps and lengths that do not fit
 */
export function checkInput(x: SequenceBatch, { inputs }: RecurrentArchitecture): void {
  const { batch, steps, channels, lengths } = x;
  if (channels !== inputs) {
    throw new SaliogramError(
      'model-mismatch',
      `model input: got sequences of ${channels} channels, expected ${inputs}; use data with the preprocessing of the model`,
      { details: { channels, expected: inputs } },
    );
  }
  if (steps < 1) {
    throw new SaliogramError(
      'argument-invalid',
      'model input: got sequences of 0 steps, expected at least 1',
    );
  }
  if (!lengths) return;
  if (lengths.length !== batch) {
    throw new SaliogramError(
      'argument-invalid',
      `model input: got ${lengths.length} lengths, expected one for each of ${batch} sequences`,
      { details: { lengths: lengths.length, batch } },
    );
  }
  for (let i = 0; i < batch; i++) {
    if (Number.isInteger(lengths[i]) && lengths[i] >= 1 && lengths[i] <= steps) continue;
    throw new SaliogramError(
      'argument-invalid',
      `model input: length of sequence ${i} is ${lengths[i]}, expected a whole number from 1 to ${steps}, the steps of the batch`,
      { details: { sequence: i, length: lengths[i], steps } },
    );
  }
}

/**
 * Checks that there is one class of the model per sequence.
 *
 * @throws `argument-invalid`
 */
export function checkTargets(
  targets: ArrayLike<number>,
  batch: number,
  { outputs }: RecurrentArchitecture,
): void {
  if (targets.length !== batch) {
    throw new SaliogramError(
      'argument-invalid',
      `targets: got ${targets.length}, expected one for each of ${batch} sequences`,
      { details: { length: targets.length, batch } },
    );
  }
  for (let i = 0; i < batch; i++) {
    if (!Number.isInteger(targets[i]) || targets[i] < 0 || targets[i] >= outputs) {
      throw new SaliogramError(
        'argument-invalid',
        `targets: number ${i} is ${targets[i]}, expected a class index from 0 to ${outputs - 1}`,
        { details: { index: i, target: targets[i], classes: outputs } },
      );
    }
  }
}
