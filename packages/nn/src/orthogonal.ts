import type { Random } from '@saliogram/core';

/**
 * A random orthogonal matrix, uniform over the group: Gram-Schmidt on the rows of a Gaussian matrix, twice for accuracy
 * (Saxe et al. 2014; Mezzadri 2007).
 *
 * @returns shape [n, n], row-major
 */
export function orthogonalMatrix(n: number, random: Random): Float64Array {
  const q = Float64Array.from({ length: n * n }, () => random.normal());
  for (let i = 0; i < n; i++) {
    const row = q.subarray(i * n, (i + 1) * n);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const other = q.subarray(j * n, (j + 1) * n);
        const overlap = dot(row, other);
        for (let k = 0; k < n; k++) row[k] -= overlap * other[k];
      }
    }
    const length = Math.sqrt(dot(row, row));
    for (let k = 0; k < n; k++) row[k] /= length;
  }
  return q;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
