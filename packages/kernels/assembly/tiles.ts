import { fma } from './simd';

/*
 * Products of a few rows of A with panels of packed B: C = From + A B, where From is C itself or the same row for all
 * (stride 0). A panel holds 8 columns (the last perhaps 4) of B, row after row. A tile has 8 accumulators: as many as hide
 * the latency of a multiply-add, and with 2 weights and 1 broadcast they stay within the registers that every V8 gives
 * out. Each number's sum runs over the depth in order, whatever tile it is in, so a row's result does not depend on its
 * neighbours.
 */

/** Tiles of 4 rows x 8 columns for the panel from `b` to `end`; rows a multiple of 4. */
export function panel8(
  rows: i32,
  a: usize,
  aStride: usize,
  b: usize,
  end: usize,
  from: usize,
  fromStride: usize,
  c: usize,
  cStride: usize,
): void {
  const a2 = aStride * 2;
  const a3 = aStride * 3;
  const from2 = fromStride * 2;
  const from3 = fromStride * 3;
  const c2 = cStride * 2;
  const c3 = cStride * 3;
  for (let r = 0; r < rows; r += 4) {
    let c00 = v128.load(from);
    let c01 = v128.load(from, 16);
    let c10 = v128.load(from + fromStride);
    let c11 = v128.load(from + fromStride, 16);
    let c20 = v128.load(from + from2);
    let c21 = v128.load(from + from2, 16);
    let c30 = v128.load(from + from3);
    let c31 = v128.load(from + from3, 16);
    let p = a;
    for (let q = b; q < end; q += 32, p += 4) {
      const x = v128.load(q);
      const y = v128.load(q, 16);
      let s = v128.load32_splat(p);
      c00 = fma(s, x, c00);
      c01 = fma(s, y, c01);
      s = v128.load32_splat(p + aStride);
      c10 = fma(s, x, c10);
      c11 = fma(s, y, c11);
      s = v128.load32_splat(p + a2);
      c20 = fma(s, x, c20);
      c21 = fma(s, y, c21);
      s = v128.load32_splat(p + a3);
      c30 = fma(s, x, c30);
      c31 = fma(s, y, c31);
    }
    v128.store(c, c00);
    v128.store(c, c01, 16);
    v128.store(c + cStride, c10);
    v128.store(c + cStride, c11, 16);
    v128.store(c + c2, c20);
    v128.store(c + c2, c21, 16);
    v128.store(c + c3, c30);
    v128.store(c + c3, c31, 16);
    a += aStride * 4;
    from += fromStride * 4;
    c += cStride * 4;
  }
}

/** Tiles of 4 rows x 4 columns for the half panel from `b` to `end`; rows a multiple of 4. */
export function panel4(
  rows: i32,
  a: usize,
  aStride: usize,
  b: usize,
  end: usize,
  from: usize,
  fromStride: usize,
  c: usize,
  cStride: usize,
): void {
  for (let r = 0; r < rows; r += 4) {
    let c0 = v128.load(from);
    let c1 = v128.load(from + fromStride);
    let c2 = v128.load(from + fromStride * 2);
    let c3 = v128.load(from + fromStride * 3);
    let p = a;
    for (let q = b; q < end; q += 16, p += 4) {
      const x = v128.load(q);
      c0 = fma(v128.load32_splat(p), x, c0);
      c1 = fma(v128.load32_splat(p + aStride), x, c1);
      c2 = fma(v128.load32_splat(p + aStride * 2), x, c2);
      c3 = fma(v128.load32_splat(p + aStride * 3), x, c3);
    }
    v128.store(c, c0);
    v128.store(c + cStride, c1);
    v128.store(c + cStride * 2, c2);
    v128.store(c + cStride * 3, c3);
    a += aStride * 4;
    from += fromStride * 4;
    c += cStride * 4;
  }
}

/** One row x 32 columns, 4 panels of `size` bytes that lie `panel` bytes apart. */
export function row32(a: usize, b: usize, size: usize, panel: usize, from: usize, c: usize): void {
  const b2 = panel * 2;
  const b3 = panel * 3;
  let c0 = v128.load(from);
  let c1 = v128.load(from, 16);
  let c2 = v128.load(from, 32);
  let c3 = v128.load(from, 48);
  let c4 = v128.load(from, 64);
  let c5 = v128.load(from, 80);
  let c6 = v128.load(from, 96);
  let c7 = v128.load(from, 112);
  let p = a;
  for (let q = b, end = b + size; q < end; q += 32, p += 4) {
    const s = v128.load32_splat(p);
    c0 = fma(s, v128.load(q), c0);
    c1 = fma(s, v128.load(q, 16), c1);
    c2 = fma(s, v128.load(q + panel), c2);
    c3 = fma(s, v128.load(q + panel, 16), c3);
    c4 = fma(s, v128.load(q + b2), c4);
    c5 = fma(s, v128.load(q + b2, 16), c5);
    c6 = fma(s, v128.load(q + b3), c6);
    c7 = fma(s, v128.load(q + b3, 16), c7);
  }
  v128.store(c, c0);
  v128.store(c, c1, 16);
  v128.store(c, c2, 32);
  v128.store(c, c3, 48);
  v128.store(c, c4, 64);
  v128.store(c, c5, 80);
  v128.store(c, c6, 96);
  v128.store(c, c7, 112);
}

/** One row x 8 columns. */
export function row8(a: usize, b: usize, end: usize, from: usize, c: usize): void {
  let c0 = v128.load(from);
  let c1 = v128.load(from, 16);
  for (; b < end; b += 32, a += 4) {
    const s = v128.load32_splat(a);
    c0 = fma(s, v128.load(b), c0);
    c1 = fma(s, v128.load(b, 16), c1);
  }
  v128.store(c, c0);
  v128.store(c, c1, 16);
}

/** One row x 4 columns, a half panel. */
export function row4(a: usize, b: usize, end: usize, from: usize, c: usize): void {
  let sum = v128.load(from);
  for (; b < end; b += 16, a += 4) sum = fma(v128.load32_splat(a), v128.load(b), sum);
  v128.store(c, sum);
}
