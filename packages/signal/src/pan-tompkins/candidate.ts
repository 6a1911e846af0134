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
 * The local peaks of the integrated signal, each the largest within the refractory time on both sides, in time order.
 *
 * @param integrated output of the moving window
 * @param filtered output of the high-pass filter
 * @param slope output of the derivative
 */
export function* findCandidates(
  integrated: Float32Array,
  filtered: Float32Array,
  slope: Float32Array,
): Generator<Candidate> {
  for (let at = 1; at < integrated.length; at++) {
    if (!isPeak(integrated, at)) continue;
    const from = Math.max(0, at - INTEGRATION_WINDOW - DERIVATIVE_DELAY);
    let filteredAt = from;
    let steepest = 0;
    for (let i = from; i <= at; i++) {
      if (Math.abs(filtered[i]) > Math.abs(filtered[filteredAt])) filteredAt = i;
      steepest = Math.max(steepest, Math.abs(slope[i]));
    }
    yield {
      at,
      integrated: integrated[at],
      filtered: Math.abs(filtered[filteredAt]),
      filteredAt,
      slope: steepest,
    };
  }
}

/** Whether nothing within the refractory time is larger; of equals the first counts. */
function isPeak(x: Float32Array, at: number): boolean {
  if (!(x[at] > x[at - 1])) return false;
  const to = Math.min(x.length - 1, at + REFRACTORY);
  for (let i = at + 1; i <= to; i++) if (x[i] > x[at]) return false;
  const from = Math.max(0, at - REFRACTORY);
  for (let i = at - 1; i >= from; i--) if (x[i] >= x[at]) return false;
  return true;
}
