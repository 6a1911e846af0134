/** y += W x, with W [rows, columns] row-major from its row `firstRow` on, eight rows at a time. */
export function addProduct(
  y: Float64Array,
  yAt: number,
  w: Float64Array,
  firstRow: number,
  rows: number,
  columns: number,
  x: Float64Array,
  xAt: number,
): void {
  let r = 0;
  for (; r + 8 <= rows; r += 8) {
    const i0 = (firstRow + r) * columns;
    const i1 = i0 + columns;
    const i2 = i1 + columns;
    const i3 = i2 + columns;
    const i4 = i3 + columns;
    const i5 = i4 + columns;
    const i6 = i5 + columns;
    const i7 = i6 + columns;
    let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let k = 0; k < columns; k++) {
      const v = x[xAt + k];
      s0 += w[i0 + k] * v;
      s1 += w[i1 + k] * v;
      s2 += w[i2 + k] * v;
      s3 += w[i3 + k] * v;
      s4 += w[i4 + k] * v;
      s5 += w[i5 + k] * v;
      s6 += w[i6 + k] * v;
      s7 += w[i7 + k] * v;
    }
    const at = yAt + r;
    y[at] += s0;
    y[at + 1] += s1;
    y[at + 2] += s2;
    y[at + 3] += s3;
    y[at + 4] += s4;
    y[at + 5] += s5;
    y[at + 6] += s6;
    y[at + 7] += s7;
  }
  for (; r < rows; r++) {
    const i = (firstRow + r) * columns;
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += w[i + k] * x[xAt + k];
    y[yAt + r] += sum;
  }
}

/** x += W^T y, with W [rows, columns] row-major from its row `firstRow` on, eight rows at a time. */
export function addTransposed(
  x: Float64Array,
  xAt: number,
  w: Float64Array,
  firstRow: number,
  rows: number,
  columns: number,
  y: Float64Array,
  yAt: number,
): void {
  let r = 0;
  for (; r + 8 <= rows; r += 8) {
    const i0 = (firstRow + r) * columns;
    const i1 = i0 + columns;
    const i2 = i1 + columns;
    const i3 = i2 + columns;
    const i4 = i3 + columns;
    const i5 = i4 + columns;
    const i6 = i5 + columns;
    const i7 = i6 + columns;
    const at = yAt + r;
    const [v0, v1, v2, v3] = [y[at], y[at + 1], y[at + 2], y[at + 3]];
    const [v4, v5, v6, v7] = [y[at + 4], y[at + 5], y[at + 6], y[at + 7]];
    for (let k = 0; k < columns; k++) {
      const low = v0 * w[i0 + k] + v1 * w[i1 + k] + v2 * w[i2 + k] + v3 * w[i3 + k];
      const high = v4 * w[i4 + k] + v5 * w[i5 + k] + v6 * w[i6 + k] + v7 * w[i7 + k];
      x[xAt + k] += low + high;
    }
  }
  for (; r < rows; r++) {
    const i = (firstRow + r) * columns;
    const v = y[yAt + r];
    for (let k = 0; k < columns; k++) x[xAt + k] += v * w[i + k];
  }
}
