// Four numbers a vector: any x86-64 (SSE2), which multiplies and adds in two roundings.
#pragma once
#include <emmintrin.h>

constexpr long WIDTH = 4;
constexpr int ACCUMULATORS = 8; // of 16 registers; the products need some, too

typedef float Vector __attribute__((vector_size(16)));
typedef unsigned Words __attribute__((vector_size(16)));

static inline Vector splat(float x) { return _mm_set1_ps(x); }
static inline Vector fma(Vector a, Vector b, Vector c) { return a * b + c; }
static inline Vector lesser(Vector a, Vector b) { return _mm_min_ps(a, b); }
static inline Vector greater(Vector a, Vector b) { return _mm_max_ps(a, b); }
static inline Vector squareRoot(Vector a) { return _mm_sqrt_ps(a); }
// By the sign bit of x, spread.
static inline Vector bySign(Vector x, Vector negative, Vector positive) {
  const __m128i all = _mm_srai_epi32((__m128i)x, 31);
  return (Vector)((all & (__m128i)negative) | (~all & (__m128i)positive));
}
