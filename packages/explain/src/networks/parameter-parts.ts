/** A flat vector cut into parts of the given sizes, in order; they are views of it. */
export function partsOf(flat: Float64Array, sizes: readonly number[]): Float64Array[] {
  let from = 0;
  return sizes.map((size) => flat.subarray(from, (from += size)));
}

/** W += y x^T, with W [rows, columns], y [rows] and x [columns] from where they begin. */
export function addOuter(
  w: Float64Array,
  y: Float64Array,
  yAt: number,
  rows: number,
  x: Float64Array,
  xAt: number,
  columns: number,
): void {
  for (let r = 0; r < rows; r++) {
    const v = y[yAt + r];
    const row = r * columns;
    for (let k = 0; k < columns; k++) w[row + k] += v * x[xAt + k];
  }
}
