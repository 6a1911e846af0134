/**
 * Class probabilities p_c = exp(s_c) / sum_k exp(s_k) of consecutive groups of K scores.
 *
 * @param scores shape [..., K]
 * @param classes K
 * @returns shape [..., K]
 */
export function softmax(scores: Float32Array, classes: number): Float32Array {
  const probabilities = new Float32Array(scores.length);
  for (let row = 0; row < scores.length; row += classes) {
    let max = -Infinity;
    for (let k = 0; k < classes; k++) max = Math.max(max, scores[row + k]);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += Math.exp(scores[row + k] - max);
    for (let k = 0; k < classes; k++) probabilities[row + k] = Math.exp(scores[row + k] - max) / sum;
  }
  return probabilities;
}

/** The index of the largest value in `values[from, to)`; the first of equals. */
export function argmax(values: ArrayLike<number>, from = 0, to = values.length): number {
  let best = from;
  for (let i = from + 1; i < to; i++) if (values[i] > values[best]) best = i;
  return best - from;
}
