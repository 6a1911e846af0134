/** Errors among the sequences that are decided when the least sure ones are left undecided; plain JSON. */
export interface AbstentionCurve {
  /** From few sequences to all. */
  readonly points: readonly AbstentionPoint[];
  /** Mean risk over all numbers of decided sequences: the area under the curve. */
  readonly area: number;
  /** The area when every error were less sure than every right decision. */
  readonly leastArea: number;
}

/** One threshold of {@link AbstentionCurve}. */
export interface AbstentionPoint {
  /** Share of sequences that are decided. */
  readonly coverage: number;
  /** Share of wrong decisions among them. */
  readonly risk: number;
  /** Least confidence among them. */
  readonly confidence: number;
}

/**
 * The risk-coverage curve: sequences are decided in the order of their confidence, equal ones in no order (what the mean
 * over all orders gives).
 *
 * A confidence that says nothing gives a flat curve whose area is the error rate. Source: El-Yaniv and Wiener 2010; the
 * area and its least value, Geifman, Uziel and El-Yaniv 2019.
 *
 * @param confidences shape [N]
 * @param correct whether each decision is right, shape [N]
 * @param points on the curve, evenly over the coverage; default 100
 */
export function abstentionCurve(
  confidences: ArrayLike<number>,
  correct: ArrayLike<boolean | number>,
  points = 100,
): AbstentionCurve {
  const n = confidences.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => confidences[b] - confidences[a]);
  // Errors among the first i sequences, i = 0 .. N.
  const errors = new Float64Array(n + 1);
  for (let from = 0; from < n;) {
    let to = from;
    let wrong = 0;
    for (; to < n && confidences[order[to]] === confidences[order[from]]; to++) {
      if (!correct[order[to]]) wrong++;
    }
    for (let i = from + 1; i <= to; i++) errors[i] = errors[from] + (wrong * (i - from)) / (to - from);
    from = to;
  }
  let area = 0;
  let least = 0;
  for (let i = 1; i <= n; i++) {
    area += errors[i] / i;
    least += Math.max(0, i - (n - errors[n])) / i;
  }
  const steps = Math.min(points, n);
  return {
    points: Array.from({ length: steps }, (_, p) => {
      const decided = Math.round(((p + 1) * n) / steps);
      return {
        coverage: decided / n,
        risk: errors[decided] / decided,
        confidence: confidences[order[decided - 1]],
      };
    }),
    area: area / n,
    leastArea: least / n,
  };
}
