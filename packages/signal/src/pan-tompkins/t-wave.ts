/** A peak this soon after a QRS complex may be its T wave, samples (360 ms). */
const LATEST = 72;

/**
 * Whether a peak is the T wave of the QRS complex before it: it follows within 360 ms and its steepest slope is less than
 * half of that complex's (Pan and Tompkins 1985).
 *
 * @param interval samples since that complex
 */
export function isTWave(interval: number, slope: number, slopeOfQrs: number): boolean {
  return interval < LATEST && slope < 0.5 * slopeOfQrs;
}
