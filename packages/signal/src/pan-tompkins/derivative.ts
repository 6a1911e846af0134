/**
 * y[n] = (2 x[n] + x[n-1] - x[n-3] - 2 x[n-4]) / 8, the slope per sample, delay 2 samples (Pan and Tompkins 1985, without
 * the factor 1/T).
 *
 * @param x taken as 0 before the start
 */
export function derivative(x: Float32Array): Float32Array {
  const out = new Float32Array(x.length);
  const before = (n: number): number => (n < 0 ? 0 : x[n]);
  for (let n = 0; n < x.length; n++) {
    out[n] = (2 * x[n] + before(n - 1) - before(n - 3) - 2 * before(n - 4)) / 8;
  }
  return out;
}
