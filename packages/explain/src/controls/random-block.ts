import type { Random, SequenceBatch } from '@saliogram/core';
import type { AttributionShape } from '../attribution/attribution-shape.ts';

/**
 * Control: in each channel of each sequence, one contiguous block at a random place that hides as many steps as the
 * given mask does there; none after the end of a sequence.
 *
 * A map that hides whole waves should be compared with something that also hides a whole stretch: scattered points of
 * the same number disturb a recurrent network differently.
 *
 * @param hidden 1 where the map hides an input, [B, T, C]
 * @returns the same shape
 */
export function randomBlock(
  hidden: Uint8Array,
  shape: AttributionShape & Pick<SequenceBatch, 'lengths'>,
  random: Random,
): Uint8Array {
  const { batch, steps, channels, lengths } = shape;
  const block = new Uint8Array(hidden.length);
  for (let b = 0; b < batch; b++) {
    const end = lengths?.[b] ?? steps;
    for (let c = 0; c < channels; c++) {
      const first = b * steps * channels + c;
      let length = 0;
      for (let t = 0; t < end; t++) length += hidden[first + t * channels];
      const from = random.integer(end - length + 1);
      for (let t = from; t < from + length; t++) block[first + t * channels] = 1;
    }
  }
  return block;
}
