/** The lower triangle L of a symmetric positive definite matrix A = L L^T, [n, n]; null where A is not, to rounding. */
export function cholesky(a: Float64Array, n: number): Float64Array | null {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      if (i !== j) l[i * n + j] = sum / l[j * n + j];
      else if (sum > 1e-12 * a[i * n + i]) l[i * n + i] = Math.sqrt(sum);
      else return null;
    }
  }
  return l;
}

/** The solution of L L^T x = b, [n]. */
export function solveCholesky(l: Float64Array, n: number, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= l[i * n + k] * x[k];
    x[i] /= l[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= l[k * n + i] * x[k];
    x[i] /= l[i * n + i];
  }
  return x;
}

/** The lower triangle of A + r I for the smallest r of `ridge`, or from rounding on tenfold more, that makes it positive definite. */
export function choleskyOfRidge(a: Float64Array, n: number, ridge: number): Float64Array {
  const scale = a.reduce((most, v) => Math.max(most, Math.abs(v)), Number.MIN_VALUE);
  if (!Number.isFinite(scale)) throw new Error('internal: a matrix to solve with is not finite');
  for (let penalty = ridge; ; penalty = Math.max(10 * penalty, 1e-12 * scale, 1e-300)) {
    const factor = cholesky(
      a.map((v, i) => (i % (n + 1) === 0 ? v + penalty : v)),
      n,
    );
    if (factor) return factor;
  }
}
