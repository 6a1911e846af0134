import { median } from '@saliogram/core';
import type { Beats } from './app-state.ts';

/** What is measured of the rhythm around a beat. */
export interface RhythmMeasurements {
  /** Since the R peak before; null at the first beat. */
  readonly rrBeforeMs: number | null;
  /** Until the R peak behind; null at the last beat. */
  readonly rrAfterMs: number | null;
  /** 60000 / rrBeforeMs, per minute. */
  readonly ratePerMin: number | null;
}

/** RR intervals of a beat, between the R peaks that are found. */
export function rhythmOf(
  { peaks, count }: Beats,
  beat: number,
  samplingFrequency: number,
): RhythmMeasurements {
  const interval = (from: number): number | null =>
    from >= 0 && from + 1 < count ? ((peaks[from + 1] - peaks[from]) / samplingFrequency) * 1000 : null;
  const rrBeforeMs = interval(beat - 1);
  return {
    rrBeforeMs,
    rrAfterMs: interval(beat),
    ratePerMin: rrBeforeMs === null ? null : 60_000 / rrBeforeMs,
  };
}

/** Seconds before and behind an R peak that {@link peakAmplitude} needs. */
export const AMPLITUDE_MARGIN_S = 0.5;
/** The detector's peak may lie beside the extremum, and the other lead's peak lies elsewhere. */
const PEAK_MARGIN_S = 0.05;

/**
 * Height of a beat's main deflection in the unit of the samples, negative for one that points downwards: the value
 * furthest from the level within 50 ms of the R peak, minus the level, where the level is the median of the second
 * around the peak; null where samples are missing at the peak.
 *
 * @param samples one lead, missing ones NaN
 * @param at index of the R peak in `samples`
 */
export function peakAmplitude(samples: Float32Array, at: number, samplingFrequency: number): number | null {
  const around = (marginS: number): Float32Array => {
    const margin = Math.round(marginS * samplingFrequency);
    return samples.slice(Math.max(0, at - margin), at + margin + 1).filter(Number.isFinite);
  };
  const near = around(PEAK_MARGIN_S);
  if (near.length === 0) return null;
  const level = median(around(AMPLITUDE_MARGIN_S));
  return near.reduce((best, value) => (Math.abs(value - level) > Math.abs(best) ? value - level : best), 0);
}
