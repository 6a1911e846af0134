import type { SequenceBatch } from '@saliogram/core';
import type { TrainingConfig } from './config.ts';

/** Steps that are averaged into one in an epoch, counted from 0; 1 leaves the data as it is. */
export function timeScaleOf({ timeScales }: TrainingConfig, epoch: number): number {
  return timeScales[epoch] ?? 1;
}

/**
 * The sequences with every `scale` steps averaged into one: y_u = mean of x_t, u scale <= t < (u + 1) scale, over the
 * steps that a sequence has.
 *
 * @param x shape [B, T, C]
 * @returns shape [B, ceil(T / scale), C]; `x` itself for scale 1
 */
export function averageSteps(x: SequenceBatch, scale: number): SequenceBatch {
  if (scale === 1) return x;
  const { batch, channels } = x;
  const steps = Math.ceil(x.steps / scale);
  const values = new Float32Array(batch * steps * channels);
  for (let b = 0; b < batch; b++) {
    const length = x.lengths?.[b] ?? x.steps;
    for (let t = 0; t < length; t++) {
      const u = Math.floor(t / scale);
      const share = 1 / Math.min(scale, length - u * scale);
      for (let c = 0; c < channels; c++) {
        values[(b * steps + u) * channels + c] += share * x.values[(b * x.steps + t) * channels + c];
      }
    }
  }
  const lengths = x.lengths && Array.from(x.lengths, (length) => Math.ceil(length / scale));
  return { values, batch, steps, channels, ...(lengths && { lengths }) };
}
