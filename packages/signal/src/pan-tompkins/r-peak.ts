import { movingMean } from '../moving-mean.ts';
import type { SampleSpan } from '../sample-history.ts';

/** How far from the detector's mark the R peak is looked for, ms. */
const REACH_MS = 100;
/** The mean over this time is taken off: baseline wander and most of the T wave, ms. */
const BASELINE_MS = 200;
/** The mean over this time is kept: less of mains and muscle noise, ms. */
const SMOOTHING_MS = 8;

/**
 * The R peak of a complex: the sample within 100 ms of its mark at which the band-limited signal is largest, up or down,
 * so that an inverted lead is marked as its upright image is.
 *
 * Band-limited is the mean over 8 ms minus the mean over 200 ms; widths from a search over the MIT-BIH records, in which
 * neighbouring values did as well.
 *
 * @param signal finite values
 * @param mark position in samples, not necessarily whole
 * @param samplingFrequency Hz
 * @returns a sample number
 */
export function rPeakNear(signal: SampleSpan, mark: number, samplingFrequency: number): number {
  const samples = (ms: number): number => Math.round((ms / 1000) * samplingFrequency);
  const smoothing = odd(samples(SMOOTHING_MS));
  const baseline = odd(samples(BASELINE_MS));
  const reach = samples(REACH_MS);
  const from = Math.max(0, Math.round(mark) - reach);
  const to = Math.min(signal.end - 1, Math.round(mark) + reach);
  const margin = (Math.max(smoothing, baseline) - 1) / 2;
  const start = Math.max(0, from - margin);
  const around = signal.values.subarray(
    start - signal.origin,
    Math.min(signal.end, to + margin + 1) - signal.origin,
  );
  const smooth = movingMean(around, smoothing);
  const slow = movingMean(around, baseline);
  const height = (i: number): number => Math.abs(smooth[i - start] - slow[i - start]);
  let best = from;
  for (let i = from; i <= to; i++) if (height(i) > height(best)) best = i;
  return best;
}

function odd(width: number): number {
  return width + (width % 2 === 0 ? 1 : 0);
}
