import type { SequenceBatch } from '@saliogram/core';

/** Weights of the two penalties of the paper's Eq. 5. */
export interface MaskWeights {
  readonly lambda1: number;
  readonly lambda2: number;
}

/**
 * The masked inputs m x + k (1 - m) of the given rows (the paper, Eq. 4).
 *
 * @param mask [B, T, C]
 * @param fill k, [B, C]
 */
export function applyMask(
  x: SequenceBatch,
  mask: Float32Array,
  fill: Float32Array,
  rows: readonly number[],
): SequenceBatch {
  const size = x.steps * x.channels;
  const values = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    for (let j = 0; j < size; j++) {
      const m = mask[row * size + j];
      const k = fill[row * x.channels + (j % x.channels)];
      values[i * size + j] = m * x.values[row * size + j] + k * (1 - m);
    }
  });
  return { ...x, values, batch: rows.length };
}

/** lambda1 sum (1 - m) + lambda2 sum_c sum_t |m_{t+1,c} - m_{t,c}| of one mask [T, C]. */
export function maskPenalty(mask: Float32Array, channels: number, weights: MaskWeights): number {
  let hidden = 0;
  let variation = 0;
  for (let j = 0; j < mask.length; j++) {
    hidden += 1 - mask[j];
    if (j >= channels) variation += Math.abs(mask[j] - mask[j - channels]);
  }
  return weights.lambda1 * hidden + weights.lambda2 * variation;
}

/**
 * Turns the gradient to the masked input into that of the whole objective to the mask, in place, for one sequence.
 *
 * Of the kinks: |m_{t+1} - m_t| takes slope 0 at equality, and |1 - m| takes slope -1 at m = 1, where clipping holds m.
 *
 * @param gradient [T, C]
 * @param fill k, [C]
 */
export function maskGradient(
  gradient: Float32Array,
  mask: Float32Array,
  x: Float32Array,
  fill: Float32Array,
  weights: MaskWeights,
): void {
  const channels = fill.length;
  for (let j = 0; j < mask.length; j++) {
    const before = j >= channels ? Math.sign(mask[j] - mask[j - channels]) : 0;
    const after = j + channels < mask.length ? Math.sign(mask[j + channels] - mask[j]) : 0;
    gradient[j] =
      gradient[j] * (x[j] - fill[j % channels]) - weights.lambda1 + weights.lambda2 * (before - after);
  }
}
