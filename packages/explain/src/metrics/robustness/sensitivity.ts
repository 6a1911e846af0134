import type { SequenceBatch } from '@saliogram/core';
import { noisyExplanations } from './noisy-explanations.ts';
import type { Explain, NoiseOptions, NoisyExplanations } from './noisy-explanations.ts';

/** How far values move under noise, as a share of their own length. */
export interface Sensitivity {
  /** The most over the draws, [B]. */
  readonly max: Float64Array;
  /** The mean over the draws, [B]. */
  readonly average: Float64Array;
}

/**
 * Sensitivity of a method: max and mean over small noise d of |values(x + d) - values(x)| / |values(x)|, Euclidean;
 * lower is better. NaN where all values are 0.
 *
 * A constant map is the most stable of all; where the model itself jumps, a faithful map must. The max grows with the
 * number of draws. A method that draws should draw the same each time, or its own noise is measured.
 * Cost: N + 1 explanations. Source: Yeh et al. 2019, divided by |values(x)| as captum does.
 *
 * @param explain the method, with its classes and options settled
 * @throws `argument-invalid` for draws below 1 or a radius below 0
 */
export async function sensitivity(
  explain: Explain,
  x: SequenceBatch,
  options: NoiseOptions = {},
): Promise<Sensitivity> {
  return sensitivityOf(await noisyExplanations('sensitivity', explain, x, options));
}

/** The same of explanations that are there. */
export function sensitivityOf({ own, moved }: NoisyExplanations): Sensitivity {
  return {
    max: own.map((length, b) => moved.reduce((most, draw) => Math.max(most, draw[b]), 0) / length),
    average: own.map((length, b) => moved.reduce((sum, draw) => sum + draw[b], 0) / moved.length / length),
  };
}
