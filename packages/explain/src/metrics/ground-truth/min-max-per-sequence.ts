/**
 * Values scaled to [0, 1] within each sequence, (v - min) / (max - min + epsilon), as the literature does before AUP,
 * AUR, information and entropy; a constant sequence becomes 0.
 *
 * @param values shape [B, ...], unchanged
 * @param batch B
 * @param epsilon default 0, as in Dynamask; tint adds 1e-5
 */
export function minMaxPerSequence(values: ArrayLike<number>, batch: number, epsilon = 0): Float64Array {
  const size = values.length / batch;
  const scaled = new Float64Array(values.length);
  for (let b = 0; b < batch; b++) {
    let [low, high] = [Infinity, -Infinity];
    for (let i = b * size; i < (b + 1) * size; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    if (!(high > low)) continue;
    for (let i = b * size; i < (b + 1) * size; i++) scaled[i] = (values[i] - low) / (high - low + epsilon);
  }
  return scaled;
}
