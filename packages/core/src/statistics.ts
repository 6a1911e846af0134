import type { Random } from './random.ts';

/** Arithmetic mean; NaN when empty. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Population standard deviation; NaN when empty. */
export function standardDeviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) ** 2;
  return Math.sqrt(sum / values.length);
}

/** Quantile by linear interpolation between order statistics (Hyndman and Fan type 7); NaN when empty. */
export function quantile(values: ArrayLike<number>, probability: number): number {
  if (values.length === 0) return NaN;
  const sorted = Float64Array.from(values).sort();
  const position = (sorted.length - 1) * probability;
  const low = Math.floor(position);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (position - low) * (sorted[high] - sorted[low]);
}

/** The middle value; NaN when empty. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** An estimate with the ends of its interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile bootstrap of a weighted mean over groups (Efron 1979): whole groups (patients, say) are drawn with
 * replacement, so that members of one group never count as independent.
 *
 * @param sums per group, the sum of its members' values
 * @param counts per group, the number of its members
 * @param draws default 2000
 * @param coverage default 0.95
 */
export function bootstrapMean(
  sums: ArrayLike<number>,
  counts: ArrayLike<number>,
  random: Random,
  draws = 2000,
  coverage = 0.95,
): Interval {
  const ratio = (pick: (i: number) => number): number => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < sums.length; i++) {
      const g = pick(i);
      sum += sums[g];
      count += counts[g];
    }
    return sum / count;
  };
  const means = Float64Array.from({ length: draws }, () => ratio(() => random.integer(sums.length)));
  return {
    estimate: ratio((i) => i),
    low: quantile(means, (1 - coverage) / 2),
    high: quantile(means, (1 + coverage) / 2),
  };
}
