import { createRandom } from '@saliogram/core';

/**
 * The leading principal directions of some rows, by subspace iteration from a fixed random start (Golub and Van Loan
 * 2013, section 8.2.4). They are orthonormal to rounding whether or not the iteration has converged.
 *
 * @param rows shape [N, F]
 * @param count D, at most F
 * @returns shape [D, F], by falling variance
 */
export function principalDirections(rows: Float32Array, features: number, count: number): Float64Array {
  const n = rows.length / features;
  const centre = new Float64Array(features);
  for (let i = 0; i < rows.length; i++) centre[i % features] += rows[i] / n;
  const random = createRandom(1);
  let directions = Float64Array.from({ length: count * features }, () => random.normal());
  orthonormalise(directions, features);
  for (let iteration = 0; iteration < 10; iteration++) {
    const next = new Float64Array(count * features);
    for (let d = 0; d < count; d++) {
      const from = directions.subarray(d * features, (d + 1) * features);
      const to = next.subarray(d * features, (d + 1) * features);
      for (let r = 0; r < rows.length; r += features) {
        let part = 0;
        for (let f = 0; f < features; f++) part += (rows[r + f] - centre[f]) * from[f];
        for (let f = 0; f < features; f++) to[f] += part * (rows[r + f] - centre[f]);
      }
    }
    orthonormalise(next, features);
    directions = next;
  }
  return directions;
}

/** Gram-Schmidt on the rows, twice for accuracy; a row that depends on those before it becomes zero. */
function orthonormalise(rows: Float64Array, features: number): void {
  const count = rows.length / features;
  for (let i = 0; i < count; i++) {
    const row = rows.subarray(i * features, (i + 1) * features);
    const before = dot(row, row);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const other = rows.subarray(j * features, (j + 1) * features);
        const overlap = dot(row, other);
        for (let f = 0; f < features; f++) row[f] -= overlap * other[f];
      }
    }
    const left = dot(row, row);
    const scale = left > 1e-20 * before ? 1 / Math.sqrt(left) : 0;
    for (let f = 0; f < features; f++) row[f] *= scale;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let f = 0; f < a.length; f++) sum += a[f] * b[f];
  return sum;
}
