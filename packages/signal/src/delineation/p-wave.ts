import { clarity, pointConfidence } from './confidence.ts';
import { findSlopes, zeroFrom } from './slopes.ts';
import { scaleWidth } from './scales.ts';
import { wholeSamples } from './t-wave.ts';
import type { DelineatedWave } from './wave.ts';
import { feetOf, largest, pairSlopes } from './wave-pair.ts';
import type { WavePair } from './wave-pair.ts';

/** The longest time between the two slopes of a P wave, ms. */
export const LONGEST_P_MS = 130;
/** A slope counts from this part of the steepest one on. */
const SIGNIFICANT = 0.2;
/** A wave upside down is preferred to an upright one only when it is larger by this factor. */
const UPRIGHT_PREFERENCE = 1.5;
/** Confidence of a wave that comes before no other beat, as a part of that of one that comes before all. */
const LONE = 0.4;
/** Below this confidence there is no P wave. */
const LEAST_CONFIDENCE = 0.36;
/** How far around its slopes a wave is compared with the other beats' stretch, ms. */
const AROUND_MS = 20;

/** Where a P wave can be, and what to measure it against. */
export interface PSearch {
  /** Samples from `from` up to `to`, the QRS onset. */
  readonly from: number;
  readonly to: number;
  /** Deviation of the transform where there is no wave: noise, or the f waves of atrial fibrillation. */
  readonly floor: number;
  /** The usual transform before a QRS onset, ending there; see {@link usualApproach}. */
  readonly usual: UsualApproach;
}

/** What the beats of a stretch have in common before their QRS onsets. */
export interface UsualApproach {
  /** The median over beats of the transform before the QRS onset. */
  readonly transform: Float32Array;
  /** How much of a single beat it explains, in [0, 1]: near 0 where the atria do not keep time with the ventricles, 0 without a P wave. */
  readonly share: number;
}

/**
 * The P wave before a QRS onset: the largest pair of opposite slopes there, as long as it stands out of what is between T
 * and P waves and comes before the other beats too; one that does not repeat has to stand out far more.
 *
 * @param transform at the scale of P and T waves, of the signal without its QRS complexes
 * @param noise deviation of the transform under noise
 */
export function findP(
  transform: Float32Array,
  noise: number,
  search: PSearch,
  samplingFrequency: number,
): DelineatedWave | null {
  const samples = (ms: number): number => Math.round((ms / 1000) * samplingFrequency);
  const { from, to, floor, usual } = search;
  const all = findSlopes(transform, from, to, noise);
  const most = Math.max(0, ...all.map((slope) => Math.abs(slope.value)));
  const slopes = all.filter((slope) => Math.abs(slope.value) >= SIGNIFICANT * most);
  const pairs = pairSlopes(slopes, samples(LONGEST_P_MS));
  const upright = largest(pairs.filter((pair) => pair.left.value > 0));
  const inverted = largest(pairs.filter((pair) => pair.left.value < 0));
  const pair = upright && (inverted?.size ?? 0) < UPRIGHT_PREFERENCE * upright.size ? upright : inverted;
  if (!pair) return null;
  const repeated = likeness(transform, pair, to, usual, samples(AROUND_MS));
  // What repeats before every complex is no f wave: only the noise can hide it.
  const height = repeated * (pair.size / noise) + (1 - repeated) * (pair.size / floor);
  const wave = clarity(height) * (LONE + (1 - LONE) * repeated);
  if (wave < LEAST_CONFIDENCE) return null;
  const width = scaleWidth('wave', samplingFrequency);
  const outline = { first: pair.left, last: pair.right, from, to };
  const places = { ...feetOf(transform, width, outline, noise), peak: zeroFrom(transform, pair.left, 1) };
  return wholeSamples(places, pointConfidence(wave, transform, noise, samplingFrequency, places));
}

/** How alike the transform around a pair is to the usual one there, in [0, 1]. */
function likeness(
  transform: Float32Array,
  pair: WavePair,
  onset: number,
  usual: UsualApproach,
  around: number,
): number {
  const { length } = usual.transform;
  let [both, own, other] = [0, 0, 0];
  for (let n = pair.left.at - around; n <= Math.min(onset - 1, pair.right.at + around); n++) {
    const before = length - (onset - n);
    const expected = before >= 0 ? usual.transform[before] : 0;
    both += transform[n] * expected;
    own += transform[n] ** 2;
    other += expected ** 2;
  }
  const correlation = both / Math.max(Math.sqrt(own * other), 1e-12);
  return Math.max(0, correlation) * Math.sqrt(usual.share);
}
