import { at } from './simd';

/*
 * Packed weights are panels of 8 columns (at the end perhaps one of 4), each with its rows one after the other, so that a
 * product reads them in order.
 */

/** See KernelSet.pack. */
export function pack(depth: i32, columns: i32, weights: i32, packed: i32): void {
  packColumns(depth, columns, at(weights), at(columns), at(packed));
}

/** See KernelSet.packRecurrent: each gate's columns by themselves, one gate after the other. */
export function packRecurrent(gates: i32, units: i32, weights: i32, packed: i32): void {
  for (let g = 0; g < gates; g++) {
    packColumns(units, units, at(weights + g * units), at(gates * units), at(packed + g * units * units));
  }
}

function packColumns(depth: i32, columns: i32, from: usize, stride: usize, to: usize): void {
  for (let column = 0; column < columns; column += 8) {
    const whole = columns - column >= 8;
    let p = from + at(column);
    for (let k = 0; k < depth; k++, p += stride) {
      v128.store(to, v128.load(p));
      to += 16;
      if (!whole) continue;
      v128.store(to, v128.load(p, 16));
      to += 16;
    }
  }
}

/** See KernelSet.packTransposed. */
export function packTransposed(rows: i32, columns: i32, weights: i32, packed: i32): void {
  let to = at(packed);
  for (let row = 0; row < rows; row += 8) {
    const width = min(8, rows - row);
    for (let k = 0; k < columns; k++) {
      for (let j = 0; j < width; j++, to += 4) {
        store<f32>(to, load<f32>(at(weights + (row + j) * columns + k)));
      }
    }
  }
}
