import type { SequenceBatch } from '@saliogram/core';
import { cellsOf } from '../attribution/sequence-end.ts';

/** Multiplies gradients [B, T, C] by x less the baseline, in place; 0 after the end of a sequence. */
export function multiplyByDistance(gradients: Float32Array, x: SequenceBatch, baseline: SequenceBatch): void {
  const size = x.steps * x.channels;
  for (let b = 0; b < x.batch; b++) {
    const [from, end] = [b * size, b * size + cellsOf(x, b)];
    for (let i = from; i < end; i++) gradients[i] *= x.values[i] - baseline.values[i];
    gradients.fill(0, end, from + size);
  }
}
