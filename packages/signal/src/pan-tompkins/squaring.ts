/** y[n] = x[n]^2 (Pan and Tompkins 1985). */
export function square(x: Float32Array): Float32Array {
  const out = new Float32Array(x.length);
  for (let n = 0; n < x.length; n++) out[n] = x[n] * x[n];
  return out;
}
