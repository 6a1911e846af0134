import type { Random } from '@saliogram/core';

/**
 * The same map elsewhere: turned round by a random number of steps, mirrored or not, its channels exchanged.
 *
 * What lies together still lies together and the values are the same, so that a measure which rewards any smooth or any
 * sparse map rewards this one too; where things lie is chance.
 *
 * @param values one sequence, [T, C]
 * @returns the same shape
 */
export function movedMap(values: ArrayLike<number>, channels: number, random: Random): Float64Array {
  const steps = values.length / channels;
  const by = steps > 1 ? 1 + random.integer(steps - 1) : 0;
  const mirrored = random.uniform() < 0.5;
  const sources = random.shuffle(Int32Array.from({ length: channels }, (_, c) => c));
  return Float64Array.from({ length: values.length }, (_, i) => {
    const t = Math.floor(i / channels);
    const from = ((mirrored ? steps - 1 - t : t) + by) % steps;
    return values[from * channels + sources[i % channels]];
  });
}
