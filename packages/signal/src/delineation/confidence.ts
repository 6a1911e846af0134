import type { WaveConfidence } from './wave.ts';

/** A point that noise moves by this much, in ms, has half the confidence of its wave. */
const HALVING_MS = 15;
/** A wave whose slopes are this many times the noise has half of full confidence. */
const HALVING_RATIO = 3;

/** Confidence in [0, 1] that slopes this high above the noise (a ratio of standard deviations) are a wave. */
export function clarity(ratio: number): number {
  return ratio ** 2 / (ratio ** 2 + HALVING_RATIO ** 2);
}

/**
 * Confidence of a wave's points: that of the wave, less the more noise moves the point. Where the transform passes its
 * level with slope s per sample, noise of deviation d in the transform moves the point by about d / s samples.
 *
 * @param wave confidence that there is a wave, in [0, 1]
 * @param noise deviation of the transform under noise
 * @param points places in samples of the transform
 */
export function pointConfidence(
  wave: number,
  transform: Float32Array,
  noise: number,
  samplingFrequency: number,
  points: { onset: number; peak: number; offset: number },
): WaveConfidence {
  const of = (place: number): number => {
    const at = Math.min(transform.length - 2, Math.max(1, Math.round(place + 0.5)));
    const slope = Math.abs(transform[at + 1] - transform[at - 1]) / 2;
    const movedMs = (noise / Math.max(slope, 1e-12) / samplingFrequency) * 1000;
    return wave / (1 + (movedMs / HALVING_MS) ** 2);
  };
  return { onset: of(points.onset), peak: of(points.peak), offset: of(points.offset) };
}
