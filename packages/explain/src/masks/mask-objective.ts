/** Weights of the two penalties of the paper's Eq. 5. */
export interface MaskWeights {
  readonly lambda1: number;
  readonly lambda2: number;
}

/**
 * Writes the masked input m x + k (1 - m) of one sequence (the paper, Eq. 4).
 *
 * @param x [T, C]
 * @param fill k, [T, C]
 * @param out [T, C]
 */
export function applyMask(x: Float32Array, mask: Float32Array, fill: Float32Array, out: Float32Array): void {
  for (let j = 0; j < mask.length; j++) out[j] = mask[j] * x[j] + fill[j] * (1 - mask[j]);
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
 * The gradient to the mask, g (x - k), from that to the masked input, for one sequence.
 *
 * @param gradient g, [T, C]
 * @param fill k, [T, C]
 * @returns [T, C]
 */
export function gradientToMask(gradient: Float32Array, x: Float32Array, fill: Float32Array): Float64Array {
  return Float64Array.from(gradient, (g, j) => g * (x[j] - fill[j]));
}

/**
 * A slope of the whole objective to the mask: the class's, and one of the penalties'.
 *
 * Of the kinks: |m_{t+1} - m_t| takes slope 0 at equality, and |1 - m| takes slope -1 at m = 1, where clipping holds m.
 *
 * @param gradient of the class's objective to the mask, [T, C]
 * @returns [T, C]
 */
export function maskSlope(
  gradient: Float64Array,
  mask: Float32Array,
  channels: number,
  weights: MaskWeights,
): Float32Array {
  return Float32Array.from(gradient, (g, j) => {
    const before = j >= channels ? Math.sign(mask[j] - mask[j - channels]) : 0;
    const after = j + channels < mask.length ? Math.sign(mask[j + channels] - mask[j]) : 0;
    return g - weights.lambda1 + weights.lambda2 * (before - after);
  });
}
