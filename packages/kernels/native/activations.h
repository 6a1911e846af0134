// tanh and sigmoid as quotients of polynomials in x^2, minimax in absolute error up to the bound and constant beyond it:
// within 4e-7 of the function, all roundings included. A NaN passes through.
#pragma once
#include "vector.h"

/** x p(x^2) / q(x^2) for |x| <= bound, p and q by Horner's rule from the highest power, 1 for q. */
template <int P, int Q> struct Quotient {
  float bound, p[P], q[Q];

  INLINE_MEMBER Vector operator()(Vector value) const {
    const Vector x = greater(splat(-bound), lesser(splat(bound), value));
    const Vector s = x * x;
    Vector above = splat(p[0]);
    UNROLL for (int i = 1; i < P; i++) above = fma(above, s, splat(p[i]));
    Vector below = s + splat(q[0]);
    UNROLL for (int i = 1; i < Q; i++) below = fma(below, s, splat(q[i]));
    return x * above / below;
  }
};

INLINE Vector tanhOf(Vector x) {
  constexpr Quotient<5, 4> quotient{7.9f,
                                    {0.0146215446f, 29.5812759f, 5679.85205f, 228487.953f, 1730938.88f},
                                    {508.164001f, 43378.8086f, 805465.625f, 1730939.5f}};
  return quotient(x);
}

INLINE Vector sigmoidOf(Vector x) {
  constexpr Quotient<4, 4> quotient{15.4f,
                                    {46.4737778f, 48046.2031f, 8425183.0f, 260805136.0f},
                                    {3883.7312f, 1551766.5f, 120635272.0f, 1043221180.0f}};
  return splat(0.5f) + quotient(x);
}
