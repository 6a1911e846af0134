/** How far from the detector's mark the R peak is looked for, ms. */
const SEARCH_MS = 60;

/**
 * The sample nearest to `at` at which the signal is farthest from its median around there, up or down.
 *
 * @param at a position in samples, not necessarily whole
 */
export function centreOnPeak(signal: Float32Array, at: number, samplingFrequency: number): number {
  const reach = Math.round((SEARCH_MS / 1000) * samplingFrequency);
  const from = Math.max(0, Math.round(at) - reach);
  const to = Math.min(signal.length - 1, Math.round(at) + reach);
  let mean = 0;
  for (let i = from; i <= to; i++) mean += signal[i] / (to - from + 1);
  let best = from;
  for (let i = from; i <= to; i++) if (Math.abs(signal[i] - mean) > Math.abs(signal[best] - mean)) best = i;
  return best;
}
