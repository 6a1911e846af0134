import { fma } from './simd';

/*
 * Rational minimax approximations in s = x^2, fitted for the least absolute error: tanh(x) = x p(s) / q(s) on |x| <= 7.9,
 * p and q of degree 4, within 3.3e-7; sigmoid(x) = 1/2 + x p(s) / q(s) on |x| <= 15.4, p of degree 3 and q of 4, within
 * 2.4e-7, single precision's rounding included. Beyond, the function is as at the end. The constants are read from memory,
 * because V8 rebuilds a splatted constant at every use, and that costs more than the load.
 */
const TANH: usize = memory.data<f32>(
  [
    7.9, -7.9, 0.0146215446, 29.5812759, 5679.85205, 228487.953, 1730938.88, 508.164001, 43378.8086, 805465.625,
    1730939.5,
  ],
  16,
);
const SIGMOID: usize = memory.data<f32>(
  [
    15.4, -15.4, 46.4737778, 48046.2031, 8425183, 260805136, 3883.7312, 1551766.5, 120635272, 1043221180, 0.5,
  ],
  16,
);

// @ts-ignore: decorator
@inline
function constant(table: usize, index: usize): v128 {
  return v128.load32_splat(table + index * 4);
}

/** `value` between the first two constants of a table; in this order of operands a NaN passes through. */
// @ts-ignore: decorator
@inline
function clamp(value: v128, table: usize): v128 {
  return f32x4.pmax(f32x4.pmin(value, constant(table, 0)), constant(table, 1));
}

// @ts-ignore: decorator
@inline
export function tanh(value: v128): v128 {
  const x = clamp(value, TANH);
  const s = f32x4.mul(x, x);
  let p = fma(s, constant(TANH, 2), constant(TANH, 3));
  p = fma(p, s, constant(TANH, 4));
  p = fma(p, s, constant(TANH, 5));
  p = fma(p, s, constant(TANH, 6));
  let q = f32x4.add(s, constant(TANH, 7));
  q = fma(q, s, constant(TANH, 8));
  q = fma(q, s, constant(TANH, 9));
  q = fma(q, s, constant(TANH, 10));
  return f32x4.div(f32x4.mul(x, p), q);
}

// @ts-ignore: decorator
@inline
export function sigmoid(value: v128): v128 {
  const x = clamp(value, SIGMOID);
  const s = f32x4.mul(x, x);
  let p = fma(s, constant(SIGMOID, 2), constant(SIGMOID, 3));
  p = fma(p, s, constant(SIGMOID, 4));
  p = fma(p, s, constant(SIGMOID, 5));
  let q = f32x4.add(s, constant(SIGMOID, 6));
  q = fma(q, s, constant(SIGMOID, 7));
  q = fma(q, s, constant(SIGMOID, 8));
  q = fma(q, s, constant(SIGMOID, 9));
  return f32x4.add(f32x4.div(f32x4.mul(x, p), q), constant(SIGMOID, 10));
}

/** Sigmoids of rows of `size` bytes, in place; two vectors at a time share the constants. */
export function sigmoids(rows: i32, size: usize, values: usize, stride: usize): void {
  for (let r = 0; r < rows; r++, values += stride) {
    let u: usize = 0;
    for (; u + 32 <= size; u += 32) {
      const x = sigmoid(v128.load(values + u));
      const y = sigmoid(v128.load(values + u, 16));
      v128.store(values + u, x);
      v128.store(values + u, y, 16);
    }
    if (u < size) v128.store(values + u, sigmoid(v128.load(values + u)));
  }
}

/** Hyperbolic tangents of rows of `size` bytes, in place. */
export function tanhs(rows: i32, size: usize, values: usize, stride: usize): void {
  for (let r = 0; r < rows; r++, values += stride) {
    let u: usize = 0;
    for (; u + 32 <= size; u += 32) {
      const x = tanh(v128.load(values + u));
      const y = tanh(v128.load(values + u, 16));
      v128.store(values + u, x);
      v128.store(values + u, y, 16);
    }
    if (u < size) v128.store(values + u, tanh(v128.load(values + u)));
  }
}
