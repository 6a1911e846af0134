/** How a mask changes an input, and what a slope to the changed input says of the mask. */
export interface MaskPerturbation {
  /** The input where m is 1, its replacement where m is 0, [T, C]. */
  apply(mask: Float32Array): Float32Array;
  /** The slope to m from `gradient`, that to the changed input, [T, C]. */
  slope(mask: Float32Array, gradient: Float32Array): Float64Array;
}

/** b + m (x - b). */
export function fadeTo(x: Float32Array, fill: Float32Array): MaskPerturbation {
  return {
    apply: (mask) => x.map((value, j) => fill[j] + mask[j] * (value - fill[j])),
    slope: (_, gradient) => Float64Array.from(gradient, (g, j) => g * (x[j] - fill[j])),
  };
}

/** At m = 1 the kernel is this share of its greatest width, so that it is never a division by 0. */
const SHARPEST = 1e-2;
/** Widths of the kernel after which it counts as 0. */
const REACH = 4;

/**
 * The input seen through a Gaussian kernel over time whose width at each step and channel is sigma (1 - m).
 *
 * Source: Crabbé and van der Schaar 2021.
 *
 * @param sigma in steps
 */
export function blur(x: Float32Array, channels: number, sigma: number): MaskPerturbation {
  const blurred = (j: number, m: number): { mean: number; toWidth: number } => {
    const width = sigma * Math.max(SHARPEST, 1 - m);
    const reach = Math.ceil(REACH * width);
    const before = Math.min(reach, Math.floor(j / channels));
    const after = Math.min(reach, Math.floor((x.length - 1 - j) / channels));
    let [sum, weighted, steep, steepWeighted] = [0, 0, 0, 0];
    for (let d = -before; d <= after; d++) {
      const weight = Math.exp(-(d ** 2) / (2 * width ** 2));
      const slope = (weight * d ** 2) / width ** 3;
      const value = x[j + d * channels];
      sum += weight;
      weighted += weight * value;
      steep += slope;
      steepWeighted += slope * value;
    }
    const mean = weighted / sum;
    return { mean, toWidth: (steepWeighted - steep * mean) / sum };
  };
  return {
    apply: (mask) => x.map((_, j) => blurred(j, mask[j]).mean),
    slope: (mask, gradient) =>
      Float64Array.from(gradient, (g, j) => -sigma * g * blurred(j, mask[j]).toWidth),
  };
}

/**
 * The mean over the steps within `reach` of each one, per channel, [B, T, C]; steps after an early end count for nothing.
 *
 * @param reach steps to either side; Infinity for the whole sequence
 */
export function movingAverage(
  values: Float32Array,
  shape: {
    readonly batch: number;
    readonly steps: number;
    readonly channels: number;
    readonly lengths?: ArrayLike<number>;
  },
  reach: number,
): Float32Array {
  const { batch, steps, channels, lengths } = shape;
  const result = new Float32Array(values.length);
  for (let b = 0; b < batch; b++) {
    const length = lengths?.[b] ?? steps;
    for (let c = 0; c < channels; c++) {
      const at = (t: number): number => (b * steps + t) * channels + c;
      const sums = new Float64Array(length + 1);
      for (let t = 0; t < length; t++) sums[t + 1] = sums[t] + values[at(t)];
      for (let t = 0; t < length; t++) {
        const from = Math.max(0, t - reach);
        const to = Math.min(length, t + reach + 1);
        result[at(t)] = (sums[to] - sums[from]) / (to - from);
      }
    }
  }
  return result;
}
