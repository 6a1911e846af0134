/**
 * y[n] = y[n-1] - x[n]/32 + x[n-16] - x[n-17] + x[n-32]/32: the signal 16 samples ago minus the mean of the last 32,
 * cut-off about 5 Hz at 200 Hz, delay 16 samples (Pan and Tompkins 1985; the transfer function printed there is a
 * misprint).
 *
 * @param x whole numbers; taken as 0 before the start
 */
export function highPass(x: Float32Array): Float32Array {
  const out = new Float32Array(x.length);
  let sum = 0; // 32 y, which stays a whole number
  for (let n = 0; n < x.length; n++) {
    sum -= x[n];
    if (n >= 16) sum += 32 * x[n - 16];
    if (n >= 17) sum -= 32 * x[n - 17];
    if (n >= 32) sum += x[n - 32];
    out[n] = sum / 32;
  }
  return out;
}
