import { fma } from './simd';

/*
 * Products of a few rows of A with panels of packed B: C = From + A B, where From is C itself or the same row for all
 * (stride 0). A panel holds 8 columns (the last perhaps 4) of B, row after row. A tile has 8 accumulators: as many as hide
 * the latency of a multiply-add, and with 2 weights and 1 broadcast they stay within the registers that every V8 gives
 * out. Each number's sum runs over the depth in order, whatever tile it is in, so a row's result does not depend on its
 * neighbours.
 */

/** C[rows, 8] for the panel from `b` to `end`. */
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
  for (; rows >= 4; rows -= 4) {
    tile8(a, aStride, a2, a3, b, end, from, fromStride, from2, from3, c, cStride, c2, c3);
    a += aStride * 4;
    from += fromStride * 4;
    c += cStride * 4;
  }
  if (rows) lastTile8(rows, a, aStride, b, end, from, fromStride, c, cStride);
}

/** A tile of 1 to 3 rows, the last of which it computes again in place of those that are missing. */
function lastTile8(
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
  const second = min(1, rows - 1);
  const third = min(2, rows - 1);
  const a2 = aStride * third;
  const from2 = fromStride * third;
  const c2 = cStride * third;
  aStride *= second;
  fromStride *= second;
  cStride *= second;
  tile8(a, aStride, a2, a2, b, end, from, fromStride, from2, from2, c, cStride, c2, c2);
}

// @ts-ignore: decorator
@inline
function tile8(
  a: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  b: usize,
  end: usize,
  from: usize,
  from1: usize,
  from2: usize,
  from3: usize,
  c: usize,
  c1: usize,
  c2: usize,
  c3: usize,
): void {
  let c00 = v128.load(from);
  let c01 = v128.load(from, 16);
  let c10 = v128.load(from + from1);
  let c11 = v128.load(from + from1, 16);
  let c20 = v128.load(from + from2);
  let c21 = v128.load(from + from2, 16);
  let c30 = v128.load(from + from3);
  let c31 = v128.load(from + from3, 16);
  for (let p = a, q = b; q < end; p += 4, q += 32) {
    const x = v128.load(q);
    const y = v128.load(q, 16);
    let s = v128.load32_splat(p);
    c00 = fma(s, x, c00);
    c01 = fma(s, y, c01);
    s = v128.load32_splat(p + a1);
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
  v128.store(c + c1, c10);
  v128.store(c + c1, c11, 16);
  v128.store(c + c2, c20);
  v128.store(c + c2, c21, 16);
  v128.store(c + c3, c30);
  v128.store(c + c3, c31, 16);
}

/** C[rows, 4] for the half panel from `b` to `end`; with missing rows as above. */
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
  for (; rows > 0; rows -= 4) {
    const second = min(1, rows - 1);
    const third = min(2, rows - 1);
    const fourth = min(3, rows - 1);
    const a1 = aStride * second;
    const a2 = aStride * third;
    const a3 = aStride * fourth;
    let sum0 = v128.load(from);
    let sum1 = v128.load(from + fromStride * second);
    let sum2 = v128.load(from + fromStride * third);
    let sum3 = v128.load(from + fromStride * fourth);
    for (let p = a, q = b; q < end; p += 4, q += 16) {
      const x = v128.load(q);
      sum0 = fma(v128.load32_splat(p), x, sum0);
      sum1 = fma(v128.load32_splat(p + a1), x, sum1);
      sum2 = fma(v128.load32_splat(p + a2), x, sum2);
      sum3 = fma(v128.load32_splat(p + a3), x, sum3);
    }
    v128.store(c, sum0);
    v128.store(c + cStride * second, sum1);
    v128.store(c + cStride * third, sum2);
    v128.store(c + cStride * fourth, sum3);
    a += aStride * 4;
    from += fromStride * 4;
    c += cStride * 4;
  }
}

/** One row x 24 columns, 3 panels of `size` bytes that lie `panel` bytes apart (a fourth would spill). */
export function row24(a: usize, b: usize, size: usize, panel: usize, from: usize, c: usize): void {
  let c0 = v128.load(from);
  let c1 = v128.load(from, 16);
  let c2 = v128.load(from, 32);
  let c3 = v128.load(from, 48);
  let c4 = v128.load(from, 64);
  let c5 = v128.load(from, 80);
  const b2 = panel * 2;
  for (const end = b + size; b < end; b += 32, a += 4) {
    const s = v128.load32_splat(a);
    c0 = fma(s, v128.load(b), c0);
    c1 = fma(s, v128.load(b, 16), c1);
    c2 = fma(s, v128.load(b + panel), c2);
    c3 = fma(s, v128.load(b + panel, 16), c3);
    c4 = fma(s, v128.load(b + b2), c4);
    c5 = fma(s, v128.load(b + b2, 16), c5);
  }
  v128.store(c, c0);
  v128.store(c, c1, 16);
  v128.store(c, c2, 32);
  v128.store(c, c3, 48);
  v128.store(c, c4, 64);
  v128.store(c, c5, 80);
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
