/**
 * y[n] = (x[n] + x[n-1] + ... + x[n-N+1]) / N (Pan and Tompkins 1985: N = 30 at 200 Hz).
 *
 * @param x not negative; taken as 0 before the start
 * @param width N
 */
export function integrate(x: Float32Array, width: number): Float32Array {
  const out = new Float32Array(x.length);
  let sum = 0;
  for (let n = 0; n < x.length; n++) {
    sum += x[n];
    if (n >= width) sum -= x[n - width];
    out[n] = Math.max(0, sum) / width; // rounding may leave less than nothing
  }
  return out;
}
