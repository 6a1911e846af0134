/** The result stays between these. */
const RANGE = { least: 0.08, most: 0.6 };

/**
 * The slope that is left at the foot of a wave, as a part of its steepest one, in a smoothed signal.
 *
 * The smoothing that finds a wave also widens it. A side of the wave is taken for half a bell: its smoothed deviation is
 * the distance d from peak to steepest slope, its own is sqrt(d^2 - spread^2) by the spread of the smoothing. With
 * u = sqrt(-2 ln left) own / d the part is u exp((1 - u^2) / 2). For P waves and 5 % this comes out near the factors that Martinez et al. 2004
 * found by training.
 *
 * @param distance from peak to steepest slope, samples
 * @param spread standard deviation of the smoothing kernel, samples
 * @param left the part of its height that a wave has at its foot
 */
export function footPart(distance: number, spread: number, left: number): number {
  const own = Math.sqrt(Math.max(0, distance ** 2 - spread ** 2));
  if (own === 0) return RANGE.most;
  const u = (Math.sqrt(-2 * Math.log(left)) * own) / distance;
  const part = u * Math.exp((1 - u * u) / 2);
  return Math.min(RANGE.most, Math.max(RANGE.least, part));
}
