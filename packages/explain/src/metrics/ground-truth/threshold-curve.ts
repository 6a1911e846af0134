/** What is selected by "value >= threshold", for each value that occurs, from the greatest down. */
export interface ThresholdCurve {
  /** The distinct values, falling, [N]. */
  readonly thresholds: Float64Array;
  /** True cells selected, [N]. */
  readonly truePositives: Float64Array;
  /** Cells selected, [N]. */
  readonly selected: Float64Array;
}

/** The curve of selections; equal values are selected together, so that their order never matters. */
export function thresholdCurve(values: ArrayLike<number>, truth: ArrayLike<number>): ThresholdCurve {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => values[b] - values[a],
  );
  const thresholds = new Float64Array(order.length);
  const truePositives = new Float64Array(order.length);
  const selected = new Float64Array(order.length);
  let points = 0;
  let found = 0;
  for (let i = 0; i < order.length; i++) {
    if (truth[order[i]] !== 0) found++;
    const value = values[order[i]];
    if (i + 1 < order.length && values[order[i + 1]] === value) continue;
    thresholds[points] = value;
    truePositives[points] = found;
    selected[points] = i + 1;
    points++;
  }
  return {
    thresholds: thresholds.subarray(0, points),
    truePositives: truePositives.subarray(0, points),
    selected: selected.subarray(0, points),
  };
}
