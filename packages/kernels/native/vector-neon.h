// Four numbers a vector: AArch64 with Advanced SIMD.
#pragma once
#include <arm_neon.h>

constexpr long WIDTH = 4;
constexpr int ACCUMULATORS = 24; // of 32 registers

typedef float Vector __attribute__((vector_size(16)));
typedef unsigned Words __attribute__((vector_size(16)));

static inline Vector splat(float x) { return vdupq_n_f32(x); }
static inline Vector fma(Vector a, Vector b, Vector c) { return vfmaq_f32(c, a, b); }
static inline Vector lesser(Vector a, Vector b) { return vminq_f32(a, b); }
static inline Vector greater(Vector a, Vector b) { return vmaxq_f32(a, b); }
static inline Vector squareRoot(Vector a) { return vsqrtq_f32(a); }
// By the sign bit of x, spread.
static inline Vector bySign(Vector x, Vector negative, Vector positive) {
  return vbslq_f32((uint32x4_t)vshrq_n_s32((int32x4_t)x, 31), negative, positive);
}
