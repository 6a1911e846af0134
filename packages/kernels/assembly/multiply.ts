import { at } from './simd';
import { panel4, panel8, row24, row4, row8 } from './tiles';

/* A block of A (16 KiB) and one of a panel (at most 16 KiB) share the first cache. */
export const DEPTH: i32 = 512;
const BLOCK: i32 = 4096;

/** How many rows of A, `depth` numbers of each, make a block. */
// @ts-ignore: decorator
@inline
export function blockRows(depth: i32): i32 {
  return max(4, (BLOCK / min(max(depth, 1), DEPTH)) & ~3);
}

/** How many of `rows` go through tiles of 4: all but a last one by itself, which is faster alone. */
// @ts-ignore: decorator
@inline
export function tiledRows(rows: i32): i32 {
  return rows - i32((rows & 3) == 1);
}

/** See KernelSet.multiply. */
export function multiply(
  rows: i32,
  columns: i32,
  depth: i32,
  a: i32,
  aStride: i32,
  packed: i32,
  bias: i32,
  c: i32,
  cStride: i32,
  accumulate: i32,
): void {
  const onBias = bias != 0 && !accumulate;
  if (!onBias) prepare(rows, columns, bias, c, cStride, accumulate);
  const block = blockRows(depth);
  for (let k = 0; k < depth; k += DEPTH) {
    const fromBias = onBias && k == 0;
    for (let r = 0; r < rows; r += block) {
      const out = at(c + r * cStride);
      product(
        min(block, rows - r),
        columns,
        depth,
        k,
        at(a + r * aStride + k),
        at(aStride),
        at(packed),
        fromBias ? at(bias) : out,
        fromBias ? 0 : at(cStride),
        out,
        at(cStride),
      );
    }
  }
}

/** C = 0, or C += bias if there is one. */
function prepare(rows: i32, columns: i32, bias: i32, c: i32, cStride: i32, accumulate: i32): void {
  if (bias == 0 && accumulate) return;
  for (let r = 0; r < rows; r++) {
    const row = at(c + r * cStride);
    if (bias == 0) memory.fill(row, 0, at(columns));
    for (let n = 0; bias && n < columns; n += 4) {
      v128.store(row + at(n), f32x4.add(v128.load(row + at(n)), v128.load(at(bias + n))));
    }
  }
}

/** C = From + A B over one block of the depth, from `first` of `depth`. */
export function product(
  rows: i32,
  columns: i32,
  depth: i32,
  first: i32,
  a: usize,
  aStride: usize,
  packed: usize,
  from: usize,
  fromStride: usize,
  c: usize,
  cStride: usize,
): void {
  const some = min(DEPTH, depth - first);
  const tiled = tiledRows(rows);
  for (let column = 0; tiled && column < columns; column += 8) {
    const n = at(column);
    const panel = packed + at(column * depth);
    if (columns - column >= 8) {
      const b = panel + at(first * 8);
      panel8(tiled, a, aStride, b, b + at(some * 8), from + n, fromStride, c + n, cStride);
    } else {
      const b = panel + at(first * 4);
      panel4(tiled, a, aStride, b, b + at(some * 4), from + n, fromStride, c + n, cStride);
    }
  }
  if (tiled == rows) return;
  const skip = <usize>tiled;
  row(columns, depth, first, some, a + skip * aStride, packed, from + skip * fromStride, c + skip * cStride);
}

/** One row of it, by 24, 8 and 4 columns. */
function row(
  columns: i32,
  depth: i32,
  first: i32,
  some: i32,
  a: usize,
  packed: usize,
  from: usize,
  c: usize,
): void {
  const panel = at(depth * 8);
  const size = at(some * 8);
  let b = packed + at(first * 8);
  for (; columns >= 24; columns -= 24, b += panel * 3, from += 96, c += 96) row24(a, b, size, panel, from, c);
  for (; columns >= 8; columns -= 8, b += panel, from += 32, c += 32) row8(a, b, b + size, from, c);
  if (columns) {
    b -= at(first * 4);
    row4(a, b, b + (size >> 1), from, c);
  }
}
