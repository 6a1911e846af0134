import { fma } from './simd';

/*
 * With t = 2^-y, y = |x| log2 e or twice that: sigmoid(-|x|) = t / (1 + t), tanh |x| = (1 - t) / (1 + t). Near 0 and 1 a
 * gate then errs by one rounding: a forget gate close to 1 is multiplied hundreds of times, and an error of always the
 * same sign, as quotients of polynomials have there, adds up. The constants are read from memory, because V8 rebuilds a
 * splatted constant at every use, and that costs more than the load.
 */
const TABLE: usize = memory.data<f32>(
  [
    1.4426950408889634, 2.8853900817779268, 126, 12582912, -0.0013264723820611835, 0.009671512991189957,
    -0.05550733581185341, 0.24022242426872253, -0.6931470036506653, 1,
  ],
  16,
);
const LOG2_E = 0;
const TWICE_LOG2_E = 1;
const MOST = 2;
const MAGIC = 3;
const ONE = 9;

// @ts-ignore: decorator
@inline
function constant(index: usize): v128 {
  return v128.load32_splat(TABLE + index * 4);
}

/** 2^-y for y >= 0, exactly 1 at 0: the nearest whole power by its exponent bits, the rest by a minimax polynomial. */
// @ts-ignore: decorator
@inline
function decay(value: v128): v128 {
  // In this order of operands a NaN passes through.
  const y = f32x4.pmin(value, constant(MOST));
  // Adding 1.5 * 2^23 rounds to a whole number, which then stands in the lowest bits.
  const magic = constant(MAGIC);
  const shifted = f32x4.add(y, magic);
  const rest = f32x4.sub(y, f32x4.sub(shifted, magic));
  let p = fma(constant(4), rest, constant(5));
  p = fma(p, rest, constant(6));
  p = fma(p, rest, constant(7));
  p = fma(p, rest, constant(8));
  p = fma(p, rest, constant(ONE));
  // The whole number n in the lowest bits becomes the exponent of 2^-n, whose bits are those of 1 less n << 23.
  return f32x4.mul(p, i32x4.sub(constant(ONE), i32x4.shl(i32x4.sub(shifted, magic), 23)));
}

// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const one = constant(ONE);
  const t = decay(f32x4.mul(f32x4.abs(x), constant(TWICE_LOG2_E)));
  const size = f32x4.div(f32x4.sub(one, t), f32x4.add(one, t));
  return v128.or(size, v128.xor(x, f32x4.abs(x)));
}

// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const one = constant(ONE);
  const t = decay(f32x4.mul(f32x4.abs(x), constant(LOG2_E)));
  const low = f32x4.div(t, f32x4.add(one, t));
  return v128.bitselect(low, f32x4.sub(one, low), i32x4.shr_s(x, 31));
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
