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

/** The outer slopes of a wave, and how they are followed to their feet. */
export interface Outline {
  readonly first: Slope;
  readonly last: Slope;
  /** The first and the last index looked at. */
  readonly from: number;
  readonly to: number;
  /** Where a wave starts and ends, as a part of its height. */
  readonly left: { readonly onset: number; readonly offset: number };
  /** No foot is further from its extremum than this many times the steepest place is. */
  readonly longest: number;
}

/** A P or T wave goes on while 5 % of it are left, which a bell has at 2.45 deviations. */
export const FEET = { left: { onset: 0.05, offset: 0.05 }, longest: 2.6 } as const;

/**
 * The feet of a wave's first and last slope, in samples.
 *
 * @param width of the wavelet, samples
 * @param noise deviation of the transform under noise: no slope is followed below it
 */
export function feetOf(
  transform: Float32Array,
  width: number,
  outline: Outline,
  noise: number,
): { onset: number; offset: number } {
  const { first, last, from, to, left, longest } = outline;
  const foot = (slope: Slope, outward: -1 | 1, part: number): number => {
    const extremum = zeroFrom(transform, slope, outward < 0 ? 1 : -1);
    const distance = Math.abs(slope.at - 0.5 - extremum);
    const limit = Math.max(noise, footPart(distance, splineSpread(width), part) * Math.abs(slope.value));
    const furthest = Math.round(extremum + 0.5 + outward * longest * distance);
    const stop = outward < 0 ? Math.max(from, furthest) : Math.min(to, furthest);
    return footOf(transform, slope, outward, limit, stop);
  };
  return { onset: foot(first, -1, left.onset), offset: foot(last, 1, left.offset) };
}
