import { median } from '@saliogram/core';

/** Beats that the median is taken of, at most, evenly spaced over the recording. */
const MOST = 300;
/** Beats as alike as this to the median are of its kind. */
const ALIKE = 0.9;
/** With fewer of one kind the median is of all. */
const FEWEST = 20;
/** Times that the kind is sought again around its own median. */
const ROUNDS = 2;

/**
 * The beat that a recording shows most: the median of all beats, and then of those that correlate with it by more than
 * 0.9, twice over. A few ectopic beats leave it as it is.
 *
 * @param beats of one or more leads in step, shape [n, T, L]; the first lead tells which beats are alike
 * @param leads L
 * @returns shape [T, L]; zeros for no beats
 */
export function dominantBeat(beats: Float32Array, count: number, leads: number): Float32Array {
  const size = count === 0 ? 0 : beats.length / count;
  const all = evenly(count);
  let dominant = medianOf(beats, all, size);
  for (let round = 0; round < ROUNDS; round++) {
    const alike = all.filter(
      (i) => likeness(beats.subarray(i * size, (i + 1) * size), dominant, leads) > ALIKE,
    );
    if (alike.length < Math.min(FEWEST, all.length)) break;
    dominant = medianOf(beats, alike, size);
  }
  return dominant;
}

function evenly(count: number): number[] {
  const kept = Math.min(count, MOST);
  return Array.from({ length: kept }, (_, i) => Math.floor((i * count) / kept));
}

function medianOf(beats: Float32Array, indices: readonly number[], size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, t) => median(indices.map((i) => beats[i * size + t])));
}

/** Correlation of the first lead of two beats; 0 where one is constant. */
function likeness(a: Float32Array, b: Float32Array, leads: number): number {
  const steps = a.length / leads;
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i += leads) {
    sumA += a[i];
    sumB += b[i];
    squaresA += a[i] * a[i];
    squaresB += b[i] * b[i];
    products += a[i] * b[i];
  }
  const spread = (squaresA - (sumA * sumA) / steps) * (squaresB - (sumB * sumB) / steps);
  return spread > 0 ? (products - (sumA * sumB) / steps) / Math.sqrt(spread) : 0;
}
