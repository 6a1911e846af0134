import { DEPTH, product } from './multiply';
import { at } from './simd';

/** Adds h W to `columns` of each gate, from `unit` on; W packed gate by gate. Columns are all units or a panel of 8. */
export function addRecurrent(
  gates: i32,
  rows: i32,
  columns: i32,
  unit: i32,
  units: i32,
  hidden: usize,
  hiddenStride: usize,
  packed: usize,
  sums: usize,
  stride: usize,
): void {
  for (let k = 0; k < units; k += DEPTH) {
    for (let g = 0; g < gates; g++) {
      const c = sums + at(g * units + unit);
      const weights = packed + at((g * units + unit) * units);
      product(rows, columns, units, k, hidden + at(k), hiddenStride, weights, c, stride, c, stride);
    }
  }
}
