// Kernels against plain loops in double precision: for the loader, before it trusts a set, and for the stand-alone test.
#pragma once
#include "kernel-table.h"

/** The name of the first kernel that is wrong on this processor, or null; takes a few milliseconds. */
const char *checkKernels(const KernelTable &kernels);
