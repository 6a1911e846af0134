import { SaliogramError } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';

/**
 * What is drawn from where other sequences stand in: the data given, or else the explained sequences themselves.
 *
 * @param option that the data are given by, for the message
 * @throws `argument-invalid` where a single sequence would stand in for itself
 */
export function dataToDraw(
  where: string,
  x: SequenceBatch,
  given: SequenceBatch | null | undefined,
  option: string,
): SequenceBatch {
  if (given) return given;
  if (x.batch > 1) return x;
  throw new SaliogramError(
    'argument-invalid',
    `${where}: got ${x.batch} ${x.batch === 1 ? 'sequence' : 'sequences'} and no ${option}, expected other sequences to draw from; give them`,
    { details: { batch: x.batch } },
  );
}
