import { median } from '@saliogram/core';
import type { DelineatedWave } from './wave.ts';

/** Complexes are compared over this stretch around their R peaks, ms. */
const AROUND_MS = { before: 100, after: 150 };
/** A complex whose transform correlates with the usual one by this much is like it. */
const LIKE = 0.9;
/** A complex like the usual one reaches no further than that by more than this, ms. */
const BEYOND_MS = 20;
/** With fewer beats nothing is usual. */
const LEAST_BEATS = 8;

/** The first and the last sample at which a complex can be. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

/**
 * Bounds for the complexes that are like the other ones of their minute and yet longer: noise beside them was taken for a
 * part of them. Null for all others: a complex of another shape may have another length.
 *
 * @param transform of the signal
 * @param peaks R peaks, samples
 * @param complexes as found without bounds, one per peak
 */
export function usualBounds(
  transform: Float32Array,
  peaks: readonly number[],
  complexes: readonly (DelineatedWave | null)[],
  samplingFrequency: number,
): (Bounds | null)[] {
  const samples = (ms: number): number => Math.round((ms / 1000) * samplingFrequency);
  const [before, after] = [samples(AROUND_MS.before), samples(AROUND_MS.after)];
  const isInside = (peak: number): boolean => peak >= before && peak + after <= transform.length;
  const starts = peaks.filter(isInside).map((peak) => peak - before);
  const usual = Float32Array.from({ length: starts.length > 0 ? before + after : 0 }, (_, n) =>
    median(starts.map((start) => transform[start + n])),
  );
  const alike = complexes.map((qrs, k) =>
    qrs && isInside(peaks[k]) && correlation(transform, peaks[k] - before, usual) >= LIKE ? qrs : null,
  );
  const reaches = alike.flatMap((qrs, k) =>
    qrs ? [{ onset: qrs.onset - peaks[k], offset: qrs.offset - peaks[k] }] : [],
  );
  if (reaches.length < LEAST_BEATS) return peaks.map(() => null);
  const first = Math.floor(median(reaches.map(({ onset }) => onset))) - samples(BEYOND_MS);
  const last = Math.ceil(median(reaches.map(({ offset }) => offset))) + samples(BEYOND_MS);
  return alike.map((qrs, k) => {
    const bounds = { from: peaks[k] + first, to: peaks[k] + last };
    return qrs && (qrs.onset < bounds.from || qrs.offset > bounds.to) ? bounds : null;
  });
}

/** The correlation of a stretch of the transform with the usual one, neither less its mean. */
function correlation(transform: Float32Array, start: number, usual: Float32Array): number {
  let [both, own, other] = [0, 0, 0];
  usual.forEach((expected, n) => {
    both += transform[start + n] * expected;
    own += transform[start + n] ** 2;
    other += expected ** 2;
  });
  return both / Math.max(Math.sqrt(own * other), 1e-12);
}
