import { footPart } from './foot-part.ts';
import { footOf, zeroFrom } from './slopes.ts';
import type { Slope } from './slopes.ts';
import { splineSpread } from './spline-wavelet.ts';

/** Two slopes of opposite sign with the wave between them. */
export interface WavePair {
  readonly left: Slope;
  readonly right: Slope;
  /** The lesser of the two slopes' sizes: a wave needs both. */
  readonly size: number;
}

/** The slopes next to one another with opposite signs, no further apart than `longest` samples. */
export function pairSlopes(slopes: readonly Slope[], longest: number): WavePair[] {
  const pairs: WavePair[] = [];
  for (let i = 1; i < slopes.length; i++) {
    const [left, right] = [slopes[i - 1], slopes[i]];
    if (left.value * right.value > 0 || right.at - left.at > longest) continue;
    pairs.push({ left, right, size: Math.min(Math.abs(left.value), Math.abs(right.value)) });
  }
  return pairs;
}

/** The pair with the largest size; undefined when there is none. */
export function largest(pairs: readonly WavePair[]): WavePair | undefined {
  let best: WavePair | undefined;
  for (const pair of pairs) if (!best || pair.size > best.size) best = pair;
  return best;
}

/** The outer slopes of a P or T wave, and the first and the last index looked at for their feet. */
export interface Outline {
  readonly first: Slope;
  readonly last: Slope;
  readonly from: number;
  readonly to: number;
}

/** A P or T wave goes on while 5 % of it are left, which a bell has at 2.45 deviations. */
const LEFT = 0.05;
/** No foot is further from its extremum than this many times the steepest place is. */
const LONGEST = 2.6;

/**
 * The feet of the first and last slope of a P or T wave, in samples.
 *
 * A wave that stands on a slope ends where its own has gone: where the transform never falls to what a wave on its own
 * would leave at its foot, the least of it is the slope beneath, and the foot is looked for above that.
 *
 * @param width of the wavelet, samples
 * @param noise deviation of the transform under noise: no slope is followed below it
 */
export function feetOf(
  transform: Float32Array,
  width: number,
  { first, last, from, to }: Outline,
  noise: number,
): { onset: number; offset: number } {
  const foot = (slope: Slope, outward: -1 | 1): number => {
    const extremum = zeroFrom(transform, slope, outward < 0 ? 1 : -1);
    const distance = Math.abs(slope.at - 0.5 - extremum);
    const size = Math.abs(slope.value);
    const part = footPart(distance, splineSpread(width), LEFT);
    const furthest = Math.round(extremum + 0.5 + outward * LONGEST * distance);
    const stop = outward < 0 ? Math.max(from, furthest) : Math.min(to, furthest);
    const beneath = leastOf(transform, slope, outward, stop);
    const limit = beneath > part * size ? beneath + part * (size - beneath) : Math.max(noise, part * size);
    return footOf(transform, slope, outward, limit, stop);
  };
  return { onset: foot(first, -1), offset: foot(last, 1) };
}

/** The least of the transform in a slope's direction, from its steepest place to `stop`. */
function leastOf(transform: Float32Array, slope: Slope, outward: -1 | 1, stop: number): number {
  const sign = Math.sign(slope.value);
  let least = Math.abs(slope.value);
  for (let n = slope.at; (stop - n) * outward >= 0 && n >= 0 && n < transform.length; n += outward) {
    least = Math.min(least, sign * transform[n]);
  }
  return least;
}
