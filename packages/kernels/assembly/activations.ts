import { fma } from './simd';

/*
 * tanh(x) = x p(x^2) / q(x^2) with p of degree 6 and q of degree 3 on |x| <= 7.905 (the minimax coefficients of Eigen 3,
 * within 2 ulp); beyond that the float is 1. The constants are read from memory, because V8 rebuilds a splatted constant
 * at every use, and that costs more than the load.
 */
const TABLE: usize = memory.data<f32>(
  [
    7.90531110763549805, -7.90531110763549805, -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11,
    5.12229709037114e-8, 1.48572235717979e-5, 6.37261928875436e-4, 4.89352455891786e-3, 1.19825839466702e-6,
    1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3, 0.5,
  ],
  16,
);

// @ts-ignore: decorator
@inline
function constant(index: usize): v128 {
  return v128.load32_splat(TABLE + index * 4);
}

// @ts-ignore: decorator
@inline
export function tanh(value: v128): v128 {
  // In this order of operands a NaN passes through.
  const x = f32x4.pmax(f32x4.pmin(value, constant(0)), constant(1));
  const s = f32x4.mul(x, x);
  let p = fma(s, constant(2), constant(3));
  p = fma(p, s, constant(4));
  p = fma(p, s, constant(5));
  p = fma(p, s, constant(6));
  p = fma(p, s, constant(7));
  p = fma(p, s, constant(8));
  let q = fma(s, constant(9), constant(10));
  q = fma(q, s, constant(11));
  q = fma(q, s, constant(12));
  return f32x4.div(f32x4.mul(x, p), q);
}

/** sigmoid(x) = (1 + tanh(x / 2)) / 2. */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const half = constant(13);
  return fma(tanh(f32x4.mul(x, half)), half, half);
}
