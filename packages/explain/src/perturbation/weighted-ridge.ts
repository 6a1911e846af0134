import { choleskyOfRidge, solveCholesky } from './cholesky.ts';

/**
 * Slopes [M] of the ridge regression of y on the columns of a design [R, M] with an intercept that is not penalised, and
 * the weighted R squared of the fit (1 where y does not vary).
 *
 * @param ridge penalty on the squared slopes, relative to the total weight; raised from 0 to rounding where the design leaves slopes open
 */
export function weightedRidge(
  design: ArrayLike<number>,
  columns: number,
  y: readonly number[],
  weights: readonly number[],
  ridge: number,
): { slopes: Float64Array; fit: number } {
  const total = weights.reduce((sum, w) => sum + w, 0);
  const meanY = y.reduce((sum, v, r) => sum + weights[r] * v, 0) / total;
  const means = new Float64Array(columns);
  weights.forEach((w, r) => {
    for (let i = 0; i < columns; i++) means[i] += (w / total) * design[r * columns + i];
  });
  const a = new Float64Array(columns * columns);
  const b = new Float64Array(columns);
  weights.forEach((w, r) => {
    for (let i = 0; i < columns; i++) {
      const left = (w / total) * (design[r * columns + i] - means[i]);
      b[i] += left * (y[r] - meanY);
      for (let j = 0; j <= i; j++) a[i * columns + j] += left * (design[r * columns + j] - means[j]);
    }
  });
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < i; j++) a[j * columns + i] = a[i * columns + j];
  }
  const slopes = solveCholesky(choleskyOfRidge(a, columns, ridge), columns, b);
  let [missed, spread] = [0, 0];
  weights.forEach((w, r) => {
    let fitted = meanY;
    for (let i = 0; i < columns; i++) fitted += slopes[i] * (design[r * columns + i] - means[i]);
    missed += w * (y[r] - fitted) ** 2;
    spread += w * (y[r] - meanY) ** 2;
  });
  return { slopes, fit: spread > 0 ? 1 - missed / spread : 1 };
}
