/**
 * The lower triangle L of A = L L', row-major [n, n]; that of a leading block of A is the leading block of L.
 *
 * @param a symmetric and positive definite, [n, n]
 */
export function cholesky(a: ArrayLike<number>, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = a[row * n + column];
      for (let k = 0; k < column; k++) rest -= lower[row * n + k] * lower[column * n + k];
      lower[row * n + column] = row === column ? Math.sqrt(rest) : rest / lower[column * n + column];
    }
  }
  return lower;
}
