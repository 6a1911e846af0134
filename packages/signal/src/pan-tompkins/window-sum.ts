/** The sum of the `width` samples up to `at`; an even width. Two sums run side by side, as the processor can add. */
export function windowSum(x: Float32Array, at: number, width: number): number {
  let even = 0;
  let odd = 0;
  for (let i = at - width + 1; i <= at; i += 2) {
    even += x[i];
    odd += x[i + 1];
  }
  return even + odd;
}
