/** Waves that differ by no more than this, in mV, are taken for the same: noise hides the rest. */
export const TRUTH_THRESHOLD_MV = 0.1;

/**
 * Marks the samples that make the class: those where the noise-free waves differ from the normal beat's of the same heart
 * by more than the threshold. A normal beat has none: nothing in it is other than normal.
 *
 * @param waves mV, shape [T]
 * @param normal what the same heart would have shown with a normal beat, mV, shape [T]
 * @param mask set to 1 or 0, shape [T]
 */
export function markDifference(
  waves: ArrayLike<number>,
  normal: ArrayLike<number>,
  thresholdMv: number,
  mask: Uint8Array,
): void {
  for (let t = 0; t < mask.length; t++) mask[t] = Math.abs(waves[t] - normal[t]) > thresholdMv ? 1 : 0;
}
