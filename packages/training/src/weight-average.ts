/**
 * Takes the weights after step `step` (from 1) into their average, in place: average = d' average + (1 - d') weights
 * with d' = min(decay, (step - 1) / step), so that the first step sets it.
 *
 * @param average shape [P]
 * @param weights shape [P]
 */
export function takeIntoAverage(
  average: Float64Array,
  weights: ArrayLike<number>,
  step: number,
  decay: number,
): void {
  const kept = Math.min(decay, (step - 1) / step);
  for (let i = 0; i < average.length; i++) average[i] += (1 - kept) * (weights[i] - average[i]);
}
