/**
 * y[n] = 2 y[n-1] - y[n-2] + x[n] - 2 x[n-6] + x[n-12]: (1 - z^-6)^2 / (1 - z^-1)^2, gain 36, cut-off about 11 Hz at
 * 200 Hz, delay 5 samples (Pan and Tompkins 1985).
 *
 * @param x whole numbers; taken as 0 before the start
 */
export function lowPass(x: Float32Array): Float32Array {
  const out = new Float32Array(x.length);
  let y1 = 0;
  let y2 = 0;
  for (let n = 0; n < x.length; n++) {
    const y = 2 * y1 - y2 + x[n] - 2 * (n >= 6 ? x[n - 6] : 0) + (n >= 12 ? x[n - 12] : 0);
    out[n] = y;
    y2 = y1;
    y1 = y;
  }
  return out;
}
