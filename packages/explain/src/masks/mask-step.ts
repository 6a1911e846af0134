import type { MaskWeights } from './mask-objective.ts';
import { totalVariationProx } from './total-variation-prox.ts';

/**
 * One proximal gradient step on a mask: argmin over 0 <= z <= 1 of
 * g (z - m) + |z - m|^2 / (2 rate) + lambda1 sum (1 - z) + lambda2 sum_c sum_t |z_{t+1,c} - z_{t,c}|, exact.
 *
 * The clipped proximal point of the total variation is the proximal point of variation and bounds together, because
 * clipping reverses no order between neighbours.
 *
 * @param mask m, [T, C]
 * @param gradient g of the class objective to the mask, [T, C]
 * @returns z, [T, C]
 */
export function maskStep(
  mask: Float32Array,
  gradient: Float64Array,
  rate: number,
  channels: number,
  weights: MaskWeights,
): Float32Array {
  const steps = mask.length / channels;
  const moved = new Float64Array(steps);
  const smooth = new Float64Array(steps);
  const result = new Float32Array(mask.length);
  for (let c = 0; c < channels; c++) {
    for (let t = 0; t < steps; t++) {
      const j = t * channels + c;
      moved[t] = mask[j] - rate * (gradient[j] - weights.lambda1);
    }
    totalVariationProx(moved, rate * weights.lambda2, smooth);
    for (let t = 0; t < steps; t++) result[t * channels + c] = Math.min(1, Math.max(0, smooth[t]));
  }
  return result;
}
