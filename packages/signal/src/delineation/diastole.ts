import { median } from '@saliogram/core';
import { LONGEST_P_MS } from './p-wave.ts';
import type { UsualApproach } from './p-wave.ts';
import { NORMAL_MEDIAN } from './scales.ts';
import { findSlopes } from './slopes.ts';
import { pairSlopes } from './wave-pair.ts';

/** How long before a QRS onset a P wave can start, ms. */
export const APPROACH_MS = 300;
/** With fewer beats nothing is usual. */
const LEAST_BEATS = 4;
/** The usual approach has a P wave when its slopes are these many times the noise and the floor of a single beat. */
const LEAST = { noise: 2, floor: 0.5 };

/** A stretch of samples, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * What the approaches of several beats to their QRS onsets have in common.
 *
 * @param levels deviations of the transform in a single beat: under noise, and where there is no wave
 */
export function usualApproach(
  transform: Float32Array,
  levels: { readonly noise: number; readonly floor: number },
  onsets: readonly number[],
  samplingFrequency: number,
): UsualApproach {
  const length = Math.round((APPROACH_MS / 1000) * samplingFrequency);
  const starts = onsets.map((onset) => onset - length).filter((start) => start >= 0);
  const usual = new Float32Array(length);
  if (starts.length < LEAST_BEATS) return { transform: usual, share: 0 };
  for (let n = 0; n < length; n++) usual[n] = median(starts.map((start) => transform[start + n]));
  // The tail of a T wave repeats as well, and so does a level: a P wave rises and falls.
  const least = Math.max(LEAST.noise * levels.noise, LEAST.floor * levels.floor);
  const slopes = findSlopes(usual, 0, length, least);
  const longest = Math.round((LONGEST_P_MS / 1000) * samplingFrequency);
  if (pairSlopes(slopes, longest).length === 0) return { transform: usual, share: 0 };
  // Of the half next to the complex: further away there may be the T wave of the beat before.
  const half = Math.floor(length / 2);
  const energy = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0);
  const single = median(starts.map((start) => energy(transform.subarray(start + half, start + length))));
  return { transform: usual, share: Math.min(1, energy(usual.subarray(half)) / Math.max(single, 1e-12)) };
}

/**
 * The transform's deviation in the stretches between T and P waves: the median over them of median |transform| / 0.6745,
 * which the tail of a T wave or an ectopic beat's P wave moves little; 0 when the stretches are too few.
 *
 * @param least samples below which a stretch is not looked at
 */
export function quietDeviation(
  transform: Float32Array,
  stretches: readonly Stretch[],
  least: number,
): number {
  const deviations = stretches
    .filter(({ from, to }) => to - from >= least)
    .map(({ from, to }) => median(transform.subarray(from, to).map(Math.abs)) / NORMAL_MEDIAN);
  return deviations.length < LEAST_BEATS ? 0 : median(deviations);
}
