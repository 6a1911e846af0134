import { at, fma } from './simd';

/*
 * Matrix products over tiles of 4 rows x 8 columns: 8 accumulators, 2 weights and 1 broadcast stay within the registers
 * that every V8 gives out (a 6 x 8 tile spills before Node 24). Each row's sum runs over the depth in order, whatever
 * its place in a tile, so a row's result does not depend on its neighbours.
 */

/** C[rows, columns] = A[rows, depth] B, B packed in panels of 8 columns; rows a multiple of 4, columns of 8. */
// @ts-ignore: decorator
@inline
export function multiply(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aStride: usize,
  packed: usize,
  c: usize,
  cStride: usize,
): void {
  const a1 = aStride;
  const a2 = aStride * 2;
  const a3 = aStride * 3;
  const panel = (<usize>depth) << 5;
  for (let column = 0; column < columns; column += 8, packed += panel, c += 32) {
    const end = packed + panel;
    let row = a;
    let out = c;
    for (let r = 0; r < rows; r += 4, row += aStride * 4, out += cStride * 4) {
      let p = row;
      let b = packed;
      let c00 = f32x4.splat(0);
      let c01 = f32x4.splat(0);
      let c10 = f32x4.splat(0);
      let c11 = f32x4.splat(0);
      let c20 = f32x4.splat(0);
      let c21 = f32x4.splat(0);
      let c30 = f32x4.splat(0);
      let c31 = f32x4.splat(0);
      while (b < end) {
        const x = v128.load(b);
        const y = v128.load(b, 16);
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
        p += 4;
        b += 32;
      }
      v128.store(out, c00);
      v128.store(out, c01, 16);
      v128.store(out + cStride, c10);
      v128.store(out + cStride, c11, 16);
      v128.store(out + cStride * 2, c20);
      v128.store(out + cStride * 2, c21, 16);
      v128.store(out + cStride * 3, c30);
      v128.store(out + cStride * 3, c31, 16);
    }
  }
}

/** C[depth, columns] += Aᵀ B over rows, in blocks of 96 rows that stay in the first cache; depth a multiple of 4. */
// @ts-ignore: decorator
@inline
export function accumulateOuter(
  rows: i32,
  depth: i32,
  columns: i32,
  a: usize,
  aStride: usize,
  b: usize,
  bStride: usize,
  c: usize,
): void {
  const cStride = (<usize>columns) << 2;
  for (let r = 0; r < rows; r += 96, a += aStride * 96, b += bStride * 96) {
    const block = (<usize>min(96, rows - r)) * bStride;
    for (let column = 0; column < columns; column += 8) {
      const bColumn = b + ((<usize>column) << 2);
      const end = bColumn + block;
      let out = c + ((<usize>column) << 2);
      for (let k = 0; k < depth; k += 4, out += cStride * 4) {
        let p = a + ((<usize>k) << 2);
        let q = bColumn;
        let c00 = v128.load(out);
        let c01 = v128.load(out, 16);
        let c10 = v128.load(out + cStride);
        let c11 = v128.load(out + cStride, 16);
        let c20 = v128.load(out + cStride * 2);
        let c21 = v128.load(out + cStride * 2, 16);
        let c30 = v128.load(out + cStride * 3);
        let c31 = v128.load(out + cStride * 3, 16);
        while (q < end) {
          const x = v128.load(q);
          const y = v128.load(q, 16);
          let s = v128.load32_splat(p);
          c00 = fma(s, x, c00);
          c01 = fma(s, y, c01);
          s = v128.load32_splat(p, 4);
          c10 = fma(s, x, c10);
          c11 = fma(s, y, c11);
          s = v128.load32_splat(p, 8);
          c20 = fma(s, x, c20);
          c21 = fma(s, y, c21);
          s = v128.load32_splat(p, 12);
          c30 = fma(s, x, c30);
          c31 = fma(s, y, c31);
          p += aStride;
          q += bStride;
        }
        v128.store(out, c00);
        v128.store(out, c01, 16);
        v128.store(out + cStride, c10);
        v128.store(out + cStride, c11, 16);
        v128.store(out + cStride * 2, c20);
        v128.store(out + cStride * 2, c21, 16);
        v128.store(out + cStride * 3, c30);
        v128.store(out + cStride * 3, c31, 16);
      }
    }
  }
}

/** Packs W[depth, columns] into panels of 8 columns, for products A W. */
export function packForward(depth: i32, columns: i32, weights: i32, packed: i32): void {
  let to = at(packed);
  for (let column = 0; column < columns; column += 8) {
    for (let k = 0; k < depth; k++, to += 32) {
      const from = at(weights + k * columns + column);
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    }
  }
}

/** Packs Wᵀ of W[rows, columns] into panels of 8 rows, for products A Wᵀ; rows a multiple of 8. */
export function packBackward(rows: i32, columns: i32, weights: i32, packed: i32): void {
  let to = at(packed);
  for (let row = 0; row < rows; row += 8) {
    for (let k = 0; k < columns; k++) {
      for (let j = 0; j < 8; j++, to += 4) {
        store<f32>(to, load<f32>(at(weights + (row + j) * columns + k)));
      }
    }
  }
}
