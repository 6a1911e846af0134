// The instruction set this file is compiled for, and what all of them have in common.
#pragma once

#define INLINE static inline __attribute__((always_inline))
#define INLINE_MEMBER inline __attribute__((always_inline))
#define NOINLINE __attribute__((noinline))
#define UNROLL _Pragma("GCC unroll 24")

#if defined(__AVX512F__)
#include "vector-avx512.h"
#elif defined(__AVX2__)
#include "vector-avx2.h"
#elif defined(__aarch64__)
#include "vector-neon.h"
#else
#include "vector-sse.h"
#endif

// At any 4-byte place.
typedef Vector AnyVector __attribute__((aligned(4), may_alias));

INLINE Vector load(const float *at) { return *(const AnyVector *)at; }
INLINE void store(float *at, Vector v) { *(AnyVector *)at = v; }
