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
  const as = at(aStride);
  const bs = at(bStride);
  const cs = at(columns);
  for (let r = 0; r < rows; r += ROWS) {
    const size = at(min(ROWS, rows - r) * bStride);
    for (let first = 0; first < depth; first += DEPTH) {
      const last = min(depth, first + DEPTH);
      for (let n = 0; n < columns; n += 8) {
        const q = at(b + r * bStride + n);
        const end = q + size;
        const whole = columns - n >= 8;
        let k = first;
        for (; whole && k + 4 <= last; k += 4) {
          outer4x8(at(a + r * aStride + k), as, q, end, bs, at(c + k * columns + n), cs);
        }
        for (; k < last; k++) {
          const p = at(a + r * aStride + k);
          const out = at(c + k * columns + n);
          if (whole) outer1x8(p, as, q, end, bs, out);
          else outer1x4(p, as, q, end, bs, out);
        }
      }
    }
  }
}

/** From zero on, so that the loads of C hold nothing up. */
function outer4x8(
  a: usize,
  aStride: usize,
  b: usize,
  end: usize,
  bStride: usize,
  c: usize,
  cStride: usize,
): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
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
  v128.store(c, f32x4.add(v128.load(c), c00));
  v128.store(c, f32x4.add(v128.load(c, 16), c01), 16);
  v128.store(c + cStride, f32x4.add(v128.load(c + cStride), c10));
  v128.store(c + cStride, f32x4.add(v128.load(c + cStride, 16), c11), 16);
  v128.store(c + cStride * 2, f32x4.add(v128.load(c + cStride * 2), c20));
  v128.store(c + cStride * 2, f32x4.add(v128.load(c + cStride * 2, 16), c21), 16);
  v128.store(c + cStride * 3, f32x4.add(v128.load(c + cStride * 3), c30));
  v128.store(c + cStride * 3, f32x4.add(v128.load(c + cStride * 3, 16), c31), 16);
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
