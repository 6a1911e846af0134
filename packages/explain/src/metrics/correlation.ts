/** Pearson's correlation of two lists of the same length, in [-1, 1]; NaN where one of them is constant. */
export function correlation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const n = one.length;
  let [meanOne, meanOther] = [0, 0];
  for (let i = 0; i < n; i++) {
    meanOne += one[i] / n;
    meanOther += other[i] / n;
  }
  let [product, squaresOne, squaresOther] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    product += (one[i] - meanOne) * (other[i] - meanOther);
    squaresOne += (one[i] - meanOne) ** 2;
    squaresOther += (other[i] - meanOther) ** 2;
  }
  // Of a constant list rounding may leave a little.
  const dust = (squares: number, mean: number): boolean => squares <= n * (1e-12 * Math.abs(mean)) ** 2;
  if (dust(squaresOne, meanOne) || dust(squaresOther, meanOther)) return NaN;
  return product / Math.sqrt(squaresOne * squaresOther);
}
