import type { SequenceBatch } from '@saliogram/core';
import { zeroAfterEnd } from './zero-after-end.ts';

/** The values of each sequence less their mean, by their standard deviation; zeros for a constant sequence. */
export function standardised(sequences: SequenceBatch): Float32Array {
  const features = sequences.steps * sequences.channels;
  const values = zeroAfterEnd(sequences).slice();
  for (let from = 0; from < values.length; from += features) {
    const own = values.subarray(from, from + features);
    let sum = 0;
    for (const value of own) sum += value;
    const mean = sum / features;
    let squares = 0;
    for (const value of own) squares += (value - mean) ** 2;
    const deviation = Math.sqrt(squares / features);
    for (let f = 0; f < features; f++) own[f] = deviation > 0 ? (own[f] - mean) / deviation : 0;
  }
  return values;
}
