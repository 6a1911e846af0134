/** Sample `at` of y[n] = x[n]^2 (Pan and Tompkins 1985). */
export function square(x: Float32Array, at: number): number {
  return x[at] * x[at];
}
