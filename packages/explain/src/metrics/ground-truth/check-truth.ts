import { SaliogramError } from '@saliogram/core';

/** Throws `argument-invalid` unless there is a truth for each value and every value is a number. */
export function checkTruth(where: string, values: ArrayLike<number>, truth: ArrayLike<number>): void {
  if (values.length !== truth.length) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got ${values.length} values and ${truth.length} truths, expected as many of each`,
      { details: { values: values.length, truth: truth.length } },
    );
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) continue;
    throw new SaliogramError(
      'argument-invalid',
      `${where}: value ${i} is NaN, expected numbers; leave out what has no value`,
      { details: { index: i } },
    );
  }
}

/** How many are true, that is not 0. */
export function countTrue(truth: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < truth.length; i++) if (truth[i] !== 0) count++;
  return count;
}
