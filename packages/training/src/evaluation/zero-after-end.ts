import type { SequenceBatch } from '@saliogram/core';

/** The values with zeros after the end of each sequence. */
export function zeroAfterEnd({ values, steps, channels, lengths }: SequenceBatch): Float32Array {
  if (!lengths) return values;
  const zeroed = values.slice();
  for (let i = 0; i < lengths.length; i++) {
    zeroed.fill(0, (i * steps + lengths[i]) * channels, (i + 1) * steps * channels);
  }
  return zeroed;
}
