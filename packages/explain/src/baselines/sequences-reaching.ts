import { SaliogramError } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { lengthOf } from '../attribution/sequence-end.ts';

/**
 * The sequences of the data that have so many steps.
 *
 * @throws `argument-invalid` when none has, or their channels are not as many
 */
export function sequencesReaching(data: SequenceBatch, channels: number, steps: number): number[] {
  const found = Array.from({ length: data.batch }, (_, b) => b).filter((b) => lengthOf(data, b) >= steps);
  if (data.channels === channels && found.length > 0) return found;
  throw new SaliogramError(
    'argument-invalid',
    `data to draw from: got ${data.batch} sequences of up to ${data.steps} steps and ${data.channels} channels, expected some with ${steps} steps and ${channels} channels`,
    { details: { steps: data.steps, channels: data.channels } },
  );
}
