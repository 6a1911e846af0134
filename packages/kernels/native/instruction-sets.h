// The instruction sets this addon has kernels for, and which of them this processor offers.
#pragma once
#include "kernel-table.h"

#if defined(__x86_64__)
extern const KernelTable kernels_avx512, kernels_avx2, kernels_sse;
#elif defined(__aarch64__)
extern const KernelTable kernels_neon;
#else
#error "no kernels for this processor"
#endif

struct OfferedSets {
  const KernelTable *tables[3]; // the widest first
  int count = 0;

  OfferedSets() {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f")) tables[count++] = &kernels_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) tables[count++] = &kernels_avx2;
    tables[count++] = &kernels_sse;
#else
    tables[count++] = &kernels_neon;
#endif
  }
};
