// Eight numbers a vector: x86-64 with AVX2 and FMA.
#pragma once
#include <immintrin.h>

constexpr long WIDTH = 8;
constexpr int ACCUMULATORS = 12; // of 16 registers

typedef float Vector __attribute__((vector_size(32)));
typedef unsigned Words __attribute__((vector_size(32)));

static inline Vector splat(float x) { return _mm256_set1_ps(x); }
static inline Vector fma(Vector a, Vector b, Vector c) { return _mm256_fmadd_ps(a, b, c); }
// Of lesser and greater, b where one is not a number.
static inline Vector lesser(Vector a, Vector b) { return _mm256_min_ps(a, b); }
static inline Vector greater(Vector a, Vector b) { return _mm256_max_ps(a, b); }
static inline Vector squareRoot(Vector a) { return _mm256_sqrt_ps(a); }
// By the sign bit of x.
static inline Vector bySign(Vector x, Vector negative, Vector positive) { return _mm256_blendv_ps(positive, negative, x); }
