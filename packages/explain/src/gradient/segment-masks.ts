import { SaliogramError } from '@saliogram/core';
import type { Random } from '@saliogram/core';
import { checkInteger } from '../attribution/check-argument.ts';

/** How many segments a mask has, and the fewest and most steps of one. */
export interface SegmentExtent {
  readonly count: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Masks [n, T, C] that are 0 in random segments of one channel each, and 1 elsewhere.
 *
 * @throws `argument-invalid` for segments that are empty or longer than the sequence
 */
export function segmentMasks(
  where: string,
  n: number,
  steps: number,
  channels: number,
  { count, least, most }: SegmentExtent,
  random: Random,
): Uint8Array {
  checkInteger(where, 'minSteps', least, 1);
  checkInteger(where, 'maxSteps', most, least);
  if (most > steps) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got segments of up to ${most} steps for a sequence of ${steps}, expected none longer than the sequence`,
      { details: { maxSteps: most, steps } },
    );
  }
  const masks = new Uint8Array(n * steps * channels).fill(1);
  for (let k = 0; k < n; k++) {
    for (let s = 0; s < count; s++) {
      const channel = random.integer(channels);
      const length = least + random.integer(most - least + 1);
      const from = random.integer(steps - length + 1);
      for (let t = from; t < from + length; t++) masks[(k * steps + t) * channels + channel] = 0;
    }
  }
  return masks;
}
