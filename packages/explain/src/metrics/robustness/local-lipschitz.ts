import type { SequenceBatch } from '@saliogram/core';
import { noisyExplanations } from './noisy-explanations.ts';
import type { Explain, NoiseOptions, NoisyExplanations } from './noisy-explanations.ts';

/**
 * Local Lipschitz estimate of a method: the most over small noise d of |values(x + d) - values(x)| / |d|, Euclidean; in
 * the unit of the values per unit of the input, so that it compares runs of one method, not methods. [B]
 *
 * Cost: N + 1 explanations. Source: Alvarez-Melis and Jaakkola 2018.
 *
 * @param explain the method, with its classes and options settled
 * @throws `argument-invalid` for draws below 1 or a radius below 0
 */
export async function localLipschitz(
  explain: Explain,
  x: SequenceBatch,
  options: NoiseOptions = {},
): Promise<Float64Array> {
  return localLipschitzOf(await noisyExplanations('local Lipschitz', explain, x, options));
}

/** The same of explanations that are there. */
export function localLipschitzOf({ own, moved, noise }: NoisyExplanations): Float64Array {
  return own.map((_, b) => moved.reduce((most, draw, n) => Math.max(most, draw[b] / noise[n][b]), 0));
}
