/**
 * Number of runs of steps with values above the threshold, added up over channels; how many places a reader is pointed
 * to.
 *
 * @param values one sequence, [T, C]; heat in [0, 1] to compare methods
 * @param threshold default 0.7, the paper's for hiding
 * @param channels C; default 1
 */
export function segmentsAbove(values: ArrayLike<number>, threshold = 0.7, channels = 1): number {
  let runs = 0;
  for (let i = 0; i < values.length; i++) {
    const before = i >= channels && values[i - channels] > threshold;
    if (values[i] > threshold && !before) runs++;
  }
  return runs;
}
