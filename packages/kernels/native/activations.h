// tanh and sigmoid from t = 2^-y, y = |x| log2 e or twice that: sigmoid(-|x|) = t / (1 + t), tanh |x| = (1 - t) / (1 + t).
// Near 0 and 1 a gate then errs by one rounding: a forget gate close to 1 is multiplied hundreds of times, and an error
// of always the same sign, as quotients of polynomials have there, adds up. A NaN passes through.
#pragma once
#include "vector.h"

/** 2^-y for y >= 0, exactly 1 at 0: the nearest whole power by its exponent bits, the rest by a minimax polynomial. */
INLINE Vector decay(Vector y) {
  // Adding 1.5 * 2^23 rounds to a whole number, which then stands in the lowest bits.
  const Vector magic = splat(12582912.0f);
  y = lesser(splat(126.0f), y);
  const Vector shifted = y + magic;
  const Vector rest = y - (shifted - magic);
  Vector p = splat(-0.0013264723820611835f);
  p = fma(p, rest, splat(0.009671512991189957f));
  p = fma(p, rest, splat(-0.05550733581185341f));
  p = fma(p, rest, splat(0.24022242426872253f));
  p = fma(p, rest, splat(-0.6931470036506653f));
  p = fma(p, rest, splat(1.0f));
  const Words exponent = ((Words)magic + 127u - (Words)shifted) << 23;
  return p * (Vector)exponent;
}

INLINE Words signOf(Vector x) { return (Words)x & 0x80000000u; }
INLINE Vector magnitude(Vector x) { return (Vector)((Words)x & 0x7fffffffu); }

INLINE Vector tanhOf(Vector x) {
  const Vector t = decay(magnitude(x) * splat(2.8853900817779268f));
  const Vector one = splat(1.0f);
  return (Vector)((Words)((one - t) / (one + t)) | signOf(x));
}

INLINE Vector sigmoidOf(Vector x) {
  const Vector t = decay(magnitude(x) * splat(1.4426950408889634f));
  const Vector one = splat(1.0f);
  const Vector low = t / (one + t);
  return bySign(x, low, one - low);
}
