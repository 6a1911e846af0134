import { clarity, pointConfidence } from './confidence.ts';
import { LEAST_PART, chainSlopes } from './qrs-chain.ts';
import { qrsOffset, qrsOnset } from './qrs-feet.ts';
import { findSlopes, steepest } from './slopes.ts';
import type { Slope } from './slopes.ts';
import type { Bounds } from './usual-complex.ts';
import type { DelineatedWave } from './wave.ts';

/** The steepest slope of a complex is looked for this near the R peak, ms: an annotator may mark a wide complex anywhere. */
const REACH_MS = 100;
/** How far a complex can reach from its steepest slope, ms. */
const LONGEST_MS = { before: 140, after: 200 };
/** What is not this many times the noise is no slope. */
const ABOVE_NOISE = 5;
/** A finer scale is good enough when the steepest slope is this many times the noise in it. */
const CLEAR = 50;

/** The signal's transform at one scale. */
export interface ScaleView {
  readonly transform: Float32Array;
  /** Of the wavelet, samples. */
  readonly width: number;
  /** Deviation of the transform under noise. */
  readonly noise: number;
}

/**
 * The QRS complex at an R peak: the steepest slope near it with the slopes of at least 3 % of it that belong to it,
 * from the foot of the first to the foot of the last; null where nothing rises out of the noise.
 *
 * @param signal mV
 * @param views from the finest scale on: the first in which the complex is clear is taken, or the last
 * @param rPeak sample number
 * @param bounds outside which the complex is not; default the signal's ends
 */
export function findQrs(
  signal: Float32Array,
  views: readonly ScaleView[],
  rPeak: number,
  samplingFrequency: number,
  bounds: Bounds = { from: 0, to: signal.length - 1 },
): DelineatedWave | null {
  const samples = (ms: number): number => Math.round((ms / 1000) * samplingFrequency);
  const reach = samples(REACH_MS);
  const mainOf = ({ transform, noise }: ScaleView): Slope | undefined =>
    steepest(findSlopes(transform, rPeak - reach, rPeak + reach + 2, ABOVE_NOISE * noise));
  const clear = views.find((view) => Math.abs(mainOf(view)?.value ?? 0) >= CLEAR * view.noise);
  const view = clear ?? views[views.length - 1];
  const main = mainOf(view);
  if (!main) return null;
  const { transform, noise } = view;
  const from = Math.max(bounds.from, Math.min(main.at, rPeak) - samples(LONGEST_MS.before));
  const to = Math.min(bounds.to, Math.max(main.at, rPeak) + samples(LONGEST_MS.after));
  const least = Math.max(ABOVE_NOISE * noise, LEAST_PART * Math.abs(main.value));
  const slopes = findSlopes(transform, from, to, least);
  const { first, last } = chainSlopes(transform, slopes, main, samplingFrequency);
  const feet = { onset: qrsOnset(view, first, from), offset: qrsOffset(view, last, to) };
  const [onset, offset] = [Math.max(0, Math.round(feet.onset)), Math.round(feet.offset)];
  if (offset - onset < 2) return null;
  const peak = largestDeflection(signal, onset, offset);
  const wave = clarity(Math.abs(main.value) / noise);
  const points = pointConfidence(wave, transform, noise, samplingFrequency, { ...feet, peak });
  return { onset, peak, offset, confidence: { ...points, peak: wave } };
}

/** The sample strictly between two others that is furthest from the straight line between them. */
function largestDeflection(signal: Float32Array, onset: number, offset: number): number {
  const step = (signal[offset] - signal[onset]) / (offset - onset);
  let best = onset + 1;
  let furthest = -1;
  for (let n = onset + 1; n < offset; n++) {
    const distance = Math.abs(signal[n] - signal[onset] - step * (n - onset));
    if (distance > furthest) [best, furthest] = [n, distance];
  }
  return best;
}
