/**
 * Sample `at` of y[n] = 2 y[n-1] - y[n-2] + x[n] - 2 x[n-6] + x[n-12]: (1 - z^-6)^2 / (1 - z^-1)^2, gain 36, cut-off about
 * 11 Hz at 200 Hz, delay 5 samples (Pan and Tompkins 1985).
 *
 * Its response is a triangle of eleven samples, by which it is evaluated: the recursion cancels poles on the unit circle,
 * and rounding errors would grow without end.
 *
 * @param x signal whose eleven samples up to `at` are there
 */
export function lowPass(x: Float32Array, at: number): number {
  return (
    x[at] +
    x[at - 10] +
    2 * (x[at - 1] + x[at - 9]) +
    3 * (x[at - 2] + x[at - 8]) +
    4 * (x[at - 3] + x[at - 7]) +
    5 * (x[at - 4] + x[at - 6]) +
    6 * x[at - 5]
  );
}
