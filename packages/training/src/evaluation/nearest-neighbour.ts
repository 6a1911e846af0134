import type { SequenceBatch } from '@saliogram/core';
import { SaliogramError, gatherBatch, throwIfAborted } from '@saliogram/core';
import type { Evaluation } from './evaluation.ts';
import { evaluateDecisions } from './evaluation.ts';
import type { EvaluationOptions } from './predictions.ts';
import { principalDirections } from './principal-directions.ts';
import { zeroAfterEnd } from './zero-after-end.ts';
import type { LabelledData } from '../training-data.ts';

const DIRECTIONS = 32;
const SAMPLE = 1000;
const PAUSE_MS = 50;

/**
 * The baseline that remembers: each test sequence takes the class of the training sequence at the least Euclidean
 * distance (Cover and Hart 1967). Exact. A sequence that ends early counts as 0 from there on.
 *
 * @throws `cancelled`, `argument-invalid` when the sequences differ in length
 */
export async function oneNearestNeighbour(
  train: LabelledData,
  test: LabelledData,
  options: EvaluationOptions = {},
): Promise<Evaluation> {
  const nearest = await nearestNeighbours(train.sequences, test.sequences, options);
  return evaluateDecisions(
    test.labels,
    Uint8Array.from(nearest, (index) => train.labels[index]),
    test.classes,
  );
}

/**
 * For each query, the index of the sequence of `among` at the least Euclidean distance; the lowest of equals. A sequence
 * that ends early counts as 0 from there on.
 *
 * The distance within a few orthonormal directions never exceeds the whole distance, so most sequences are passed over
 * after a few of them, and all those whose first coordinate alone is too far are never touched.
 */
export async function nearestNeighbours(
  among: SequenceBatch,
  queries: SequenceBatch,
  { signal, onEvent }: EvaluationOptions = {},
): Promise<Uint32Array> {
  const features = among.steps * among.channels;
  if (queries.steps * queries.channels !== features || among.batch === 0) {
    throw new SaliogramError(
      'argument-invalid',
      `nearest neighbour: got queries of ${queries.steps} x ${queries.channels} values among ${among.batch} sequences of ${among.steps} x ${among.channels}, expected the same size and at least one sequence`,
    );
  }
  const index = buildIndex(zeroAfterEnd(among), features);
  const asked = zeroAfterEnd(queries);
  const coordinates = project(asked, features, index.directions);
  const nearest = new Uint32Array(queries.batch);
  let pauseAt = performance.now() + PAUSE_MS;
  for (let q = 0; q < queries.batch; q++) {
    nearest[q] = search(index, asked, q, coordinates);
    if (performance.now() > pauseAt) {
      onEvent?.({ type: 'progress', stage: 'nearest neighbours', done: q + 1, total: queries.batch });
      await new Promise((resolve) => setTimeout(resolve));
      throwIfAborted(signal, 'nearest neighbours');
      pauseAt = performance.now() + PAUSE_MS;
    }
  }
  return nearest;
}

/** Sequences sorted by their first coordinate. */
interface Index {
  readonly values: Float32Array;
  readonly features: number;
  /** Shape [D, F]. */
  readonly directions: Float64Array;
  /** D. */
  readonly width: number;
  /** Which sequence is at each rank. */
  readonly order: Uint32Array;
  /** Shape [N, D], by rank. */
  readonly coordinates: Float64Array;
  /** How far rounding may lift a bound above the distance. */
  readonly slack: number;
}

function buildIndex(values: Float32Array, features: number): Index {
  const count = values.length / features;
  const width = Math.min(DIRECTIONS, features);
  const stride = Math.max(1, Math.floor(count / SAMPLE));
  const sample = Array.from({ length: Math.min(SAMPLE, count) }, (_, i) => i * stride);
  const batch = { values, batch: count, steps: features, channels: 1 };
  const directions = principalDirections(gatherBatch(batch, sample).values, features, width);
  const unsorted = project(values, features, directions);
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  order.sort((a, b) => unsorted[a * width] - unsorted[b * width] || a - b);
  const coordinates = new Float64Array(count * width);
  for (let rank = 0; rank < count; rank++) {
    coordinates.set(unsorted.subarray(order[rank] * width, (order[rank] + 1) * width), rank * width);
  }
  let largest = 0;
  for (let i = 0; i < unsorted.length; i++) largest = Math.max(largest, Math.abs(unsorted[i]));
  return { values, features, directions, width, order, coordinates, slack: 1e-10 * largest * largest };
}

/** Coordinates along the directions: shape [N, F] to [N, D]. */
function project(values: Float32Array, features: number, directions: Float64Array): Float64Array {
  const count = values.length / features;
  const width = directions.length / features;
  const coordinates = new Float64Array(count * width);
  for (let i = 0; i < count; i++) {
    for (let d = 0; d < width; d++) {
      let sum = 0;
      for (let f = 0; f < features; f++) sum += values[i * features + f] * directions[d * features + f];
      coordinates[i * width + d] = sum;
    }
  }
  return coordinates;
}

/** Goes outwards from the query's place along the first coordinate until both sides are too far. */
function search(index: Index, queries: Float32Array, query: number, queryCoordinates: Float64Array): number {
  const { values, features, width, order, coordinates, slack } = index;
  const at = query * width;
  const first = queryCoordinates[at];
  let below = firstRankFrom(coordinates, width, first) - 1;
  let above = below + 1;
  let least = Infinity;
  let nearest = order[0];
  for (;;) {
    const gapBelow = below >= 0 ? first - coordinates[below * width] : Infinity;
    const gapAbove = above < order.length ? coordinates[above * width] - first : Infinity;
    const gap = Math.min(gapBelow, gapAbove);
    if (gap === Infinity || gap * gap > least + slack) return nearest;
    const rank = gapBelow < gapAbove ? below-- : above++;
    const row = rank * width;
    const limit = least + slack;
    let bound = gap * gap;
    for (let d = 1; d < width && bound <= limit; d++) {
      const difference = queryCoordinates[at + d] - coordinates[row + d];
      bound += difference * difference;
    }
    if (bound > limit) continue;
    const candidate = order[rank];
    const distance = squaredDistance(
      values,
      candidate * features,
      queries,
      query * features,
      features,
      least,
    );
    if (distance < least || (distance === least && candidate < nearest)) {
      least = distance;
      nearest = candidate;
    }
  }
}

function firstRankFrom(coordinates: Float64Array, width: number, value: number): number {
  let low = 0;
  let high = coordinates.length / width;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (coordinates[middle * width] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The squared distance, or any number above `limit` when it is above. */
function squaredDistance(
  a: Float32Array,
  atA: number,
  b: Float32Array,
  atB: number,
  features: number,
  limit: number,
): number {
  let sum = 0;
  for (let f = 0; f < features && sum <= limit; f++) {
    const difference = a[atA + f] - b[atB + f];
    sum += difference * difference;
  }
  return sum;
}
