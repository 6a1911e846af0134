import { movingMean } from '../moving-mean.ts';

/** How far from the detector's mark the R peak is looked for, ms. */
const REACH_MS = 100;
/** The mean over this time is taken off: baseline wander and most of the T wave, ms. */
const BASELINE_MS = 200;
/** The mean over this time is kept: less of mains and muscle noise, ms. */
const SMOOTHING_MS = 8;

/**
 * The R peak of each complex: the sample within 100 ms of its mark at which the band-limited signal is largest, up or
 * down, so that an inverted lead is marked as its upright image is.
 *
 * Band-limited is the mean over 8 ms minus the mean over 200 ms; widths from a search over the MIT-BIH records, in which
 * neighbouring values did as well.
 *
 * @param signal finite values
 * @param marks positions in samples, ascending, not necessarily whole
 * @param samplingFrequency Hz
 * @returns sample numbers, strictly ascending: of marks that meet at one peak the first counts
 */
export function centreOnPeaks(
  signal: Float32Array,
  marks: readonly number[],
  samplingFrequency: number,
): Int32Array {
  const samples = (ms: number): number => Math.round((ms / 1000) * samplingFrequency);
  const smooth = movingMean(signal, odd(samples(SMOOTHING_MS)));
  const baseline = movingMean(signal, odd(samples(BASELINE_MS)));
  const reach = samples(REACH_MS);
  const peaks: number[] = [];
  for (const mark of marks) {
    const from = Math.max(0, Math.round(mark) - reach);
    const to = Math.min(signal.length - 1, Math.round(mark) + reach);
    let best = from;
    for (let i = from; i <= to; i++) {
      if (Math.abs(smooth[i] - baseline[i]) > Math.abs(smooth[best] - baseline[best])) best = i;
    }
    if (best > (peaks.at(-1) ?? -1)) peaks.push(best);
  }
  return Int32Array.from(peaks);
}

function odd(width: number): number {
  return width + (width % 2 === 0 ? 1 : 0);
}
