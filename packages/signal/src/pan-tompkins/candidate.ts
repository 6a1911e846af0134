import type { SampleSpan } from '../sample-history.ts';
import { DERIVATIVE_DELAY, INTEGRATION_WINDOW, REFRACTORY } from './design.ts';

/** A peak of the integrated signal that may be a QRS complex; positions are samples at the design frequency. */
export interface Candidate {
  /** Where the integrated signal peaks. */
  readonly at: number;
  /** The integrated signal's peak. */
  readonly integrated: number;
  /** The largest absolute value of the band-passed signal in the window that ends at the peak. */
  readonly filtered: number;
  /** Where the band-passed signal has that value. */
  readonly filteredAt: number;
  /** The steepest absolute slope in that window. */
  readonly slope: number;
}

/**
 * The candidate at a sample of the integrated signal, if it is the largest within the refractory time on both sides; of
 * equals the first counts.
 *
 * @param at 1 or more; what the signals hold after it is looked at up to the refractory time
 */
export function candidateAt(
  signals: { integrated: SampleSpan; filtered: SampleSpan; slope: SampleSpan },
  at: number,
): Candidate | undefined {
  const { integrated, filtered, slope } = signals;
  if (!isPeak(integrated, at)) return undefined;
  const from = Math.max(0, at - INTEGRATION_WINDOW - DERIVATIVE_DELAY);
  let filteredAt = from;
  let largest = 0;
  let steepest = 0;
  for (let i = from; i <= at; i++) {
    const height = Math.abs(filtered.values[i - filtered.origin]);
    if (height > largest) [largest, filteredAt] = [height, i];
    steepest = Math.max(steepest, Math.abs(slope.values[i - slope.origin]));
  }
  return {
    at,
    integrated: integrated.values[at - integrated.origin],
    filtered: largest,
    filteredAt,
    slope: steepest,
  };
}

function isPeak({ values, origin, end }: SampleSpan, at: number): boolean {
  const height = values[at - origin];
  if (!(height > values[at - 1 - origin])) return false;
  const to = Math.min(end - 1, at + REFRACTORY);
  for (let i = at + 1; i <= to; i++) if (values[i - origin] > height) return false;
  const from = Math.max(0, at - REFRACTORY);
  for (let i = at - 1; i >= from; i--) if (values[i - origin] >= height) return false;
  return true;
}
