// Sixteen numbers a vector: x86-64 with AVX-512F.
#pragma once
#include <immintrin.h>

constexpr long WIDTH = 16;
constexpr int ACCUMULATORS = 24; // of 32 registers

typedef float Vector __attribute__((vector_size(64)));
typedef unsigned Words __attribute__((vector_size(64)));

static inline Vector splat(float x) { return _mm512_set1_ps(x); }
static inline Vector fma(Vector a, Vector b, Vector c) { return _mm512_fmadd_ps(a, b, c); }
static inline Vector lesser(Vector a, Vector b) { return _mm512_min_ps(a, b); }
static inline Vector greater(Vector a, Vector b) { return _mm512_max_ps(a, b); }
static inline Vector squareRoot(Vector a) { return _mm512_sqrt_ps(a); }
// By the sign bit of x.
static inline Vector bySign(Vector x, Vector negative, Vector positive) {
  return _mm512_mask_blend_ps(_mm512_cmplt_epi32_mask((__m512i)x, _mm512_setzero_si512()), positive, negative);
}
