/**
 * Sample `at` of y[n] = (2 x[n] + x[n-1] - x[n-3] - 2 x[n-4]) / 8, the slope per sample, delay 2 samples (Pan and Tompkins
 * 1985, without the factor 1/T).
 *
 * @param x signal whose five samples up to `at` are there
 */
export function derivative(x: Float32Array, at: number): number {
  return (2 * x[at] + x[at - 1] - x[at - 3] - 2 * x[at - 4]) / 8;
}
