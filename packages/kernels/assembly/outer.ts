import { at, fma } from './simd';

/* The rows of a block: the part of A (8 KiB) and the panel of B (4 KiB of lines) at work stay in the first cache. */
const ROWS: i32 = 64;
const DEPTH: i32 = 32;

/** See KernelSet.accumulateOuter. */
export function accumulateOuter(
  rows: i32,
  depth: i32,
  columns: i32,
  a: i32,
  aStride: i32,
  b: i32,
  bStride: i32,
  c: i32,
): void {
  for (let r = 0; r < rows; r += ROWS) {
    const size = at(min(ROWS, rows - r) * bStride);
    for (let first = 0; first < depth; first += DEPTH) {
      const last = min(depth, first + DEPTH);
      for (let column = 0; column < columns; column += 8) {
        const q = at(b + r * bStride + column);
        let k = first;
        const p = at(a + r * aStride);
        if (columns - column >= 8) {
          for (; k + 4 <= last; k += 4) {
            outer4x8(p + at(k), at(aStride), q, q + size, at(bStride), at(c + k * columns + column), at(columns));
          }
          for (; k < last; k++) outer1x8(p + at(k), at(aStride), q, q + size, at(bStride), at(c + k * columns + column));
        } else {
          for (; k < last; k++) outer1x4(p + at(k), at(aStride), q, q + size, at(bStride), at(c + k * columns + column));
        }
      }
    }
  }
}

function outer4x8(
  a: usize,
  aStride: usize,
  b: usize,
  end: usize,
  bStride: usize,
  c: usize,
  cStride: usize,
): void {
  let c00 = v128.load(c);
  let c01 = v128.load(c, 16);
  let c10 = v128.load(c + cStride);
  let c11 = v128.load(c + cStride, 16);
  let c20 = v128.load(c + cStride * 2);
  let c21 = v128.load(c + cStride * 2, 16);
  let c30 = v128.load(c + cStride * 3);
  let c31 = v128.load(c + cStride * 3, 16);
  for (; b < end; b += bStride, a += aStride) {
    const x = v128.load(b);
    const y = v128.load(b, 16);
    let s = v128.load32_splat(a);
    c00 = fma(s, x, c00);
    c01 = fma(s, y, c01);
    s = v128.load32_splat(a, 4);
    c10 = fma(s, x, c10);
    c11 = fma(s, y, c11);
    s = v128.load32_splat(a, 8);
    c20 = fma(s, x, c20);
    c21 = fma(s, y, c21);
    s = v128.load32_splat(a, 12);
    c30 = fma(s, x, c30);
    c31 = fma(s, y, c31);
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(c + cStride, c10);
  v128.store(c + cStride, c11, 16);
  v128.store(c + cStride * 2, c20);
  v128.store(c + cStride * 2, c21, 16);
  v128.store(c + cStride * 3, c30);
  v128.store(c + cStride * 3, c31, 16);
}

function outer1x8(a: usize, aStride: usize, b: usize, end: usize, bStride: usize, c: usize): void {
  let c0 = v128.load(c);
  let c1 = v128.load(c, 16);
  for (; b < end; b += bStride, a += aStride) {
    const s = v128.load32_splat(a);
    c0 = fma(s, v128.load(b), c0);
    c1 = fma(s, v128.load(b, 16), c1);
  }
  v128.store(c, c0);
  v128.store(c, c1, 16);
}

function outer1x4(a: usize, aStride: usize, b: usize, end: usize, bStride: usize, c: usize): void {
  let sum = v128.load(c);
  for (; b < end; b += bStride, a += aStride) sum = fma(v128.load32_splat(a), v128.load(b), sum);
  v128.store(c, sum);
}

/** See KernelSet.accumulateRows. */
export function accumulateRows(rows: i32, columns: i32, b: i32, bStride: i32, sums: i32): void {
  for (let column = 0; column < columns; column += 4) {
    let sum = v128.load(at(sums + column));
    for (let r = 0; r < rows; r++) sum = f32x4.add(sum, v128.load(at(b + r * bStride + column)));
    v128.store(at(sums + column), sum);
  }
}
