/** y += W x, with W [rows, columns] row-major from its row `firstRow` on, four rows at a time. */
export function addProduct(
  y: Float64Array,
  yAt: number,
  weights: Float64Array,
  firstRow: number,
  rows: number,
  columns: number,
  x: Float64Array,
  xAt: number,
): void {
  let r = 0;
  for (; r + 4 <= rows; r += 4) {
    const at = (firstRow + r) * columns;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let k = 0; k < columns; k++) {
      const v = x[xAt + k];
      a += weights[at + k] * v;
      b += weights[at + columns + k] * v;
      c += weights[at + 2 * columns + k] * v;
      d += weights[at + 3 * columns + k] * v;
    }
    y[yAt + r] += a;
    y[yAt + r + 1] += b;
    y[yAt + r + 2] += c;
    y[yAt + r + 3] += d;
  }
  for (; r < rows; r++) {
    const at = (firstRow + r) * columns;
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += weights[at + k] * x[xAt + k];
    y[yAt + r] += sum;
  }
}

/** x += W^T y, with W [rows, columns] row-major from its row `firstRow` on, four rows at a time. */
export function addTransposed(
  x: Float64Array,
  xAt: number,
  weights: Float64Array,
  firstRow: number,
  rows: number,
  columns: number,
  y: Float64Array,
  yAt: number,
): void {
  let r = 0;
  for (; r + 4 <= rows; r += 4) {
    const at = (firstRow + r) * columns;
    const a = y[yAt + r];
    const b = y[yAt + r + 1];
    const c = y[yAt + r + 2];
    const d = y[yAt + r + 3];
    for (let k = 0; k < columns; k++) {
      x[xAt + k] +=
        a * weights[at + k] +
        b * weights[at + columns + k] +
        c * weights[at + 2 * columns + k] +
        d * weights[at + 3 * columns + k];
    }
  }
  for (; r < rows; r++) {
    const at = (firstRow + r) * columns;
    const v = y[yAt + r];
    for (let k = 0; k < columns; k++) x[xAt + k] += v * weights[at + k];
  }
}
