// The inner loop of every product, and how rows are cut into tiles.
#pragma once
#include "vector.h"

constexpr long PANEL_BYTES = 16384; // half of the smallest level-1 data cache

/** Rows of a tile V vectors wide. */
constexpr int tileRows(int vectors) { return vectors == 1 && ACCUMULATORS > 12 ? 12 : ACCUMULATORS / vectors; }

/**
 * Rows of a packed panel [depth][V vectors] that are used for all tiles of rows before the next are touched: sums wait in
 * memory meanwhile, so that the panel's part stays in the level-1 cache however deep the product is.
 */
INLINE long blockDepth(long depth, int vectors) {
  const long most = PANEL_BYTES / (vectors * WIDTH * (long)sizeof(float));
  const long blocks = (depth + most - 1) / most;
  return blocks < 2 ? depth : (depth + blocks - 1) / blocks;
}

constexpr long LINE = 16; // numbers in a line of the cache

/**
 * Lines that each of `rows` rows should prefetch so that the next part of a panel is there when its turn comes; none if all
 * weights stay in the level-2 cache anyway.
 */
INLINE long fetchedLines(long rows, long weights, long part) {
  constexpr long CACHED = 65536, MOST = 8;
  if (weights <= CACHED) return 0;
  const long lines = (part / LINE + rows - 1) / rows;
  return lines < MOST ? lines : MOST;
}

/** sum[r][v] += a[r][0 .. depth) times the panel's vector v: always in the order of k, always fused (where the set can). */
template <int R, int V>
INLINE void addProducts(Vector (&sum)[R][V], const float *a, long aStride, const float *panel, long depth) {
  // Rows r, r + 1, r + 2 share a pointer: x86 addresses all three from it.
  constexpr int POINTERS = (R + 2) / 3;
  const float *row[POINTERS];
  UNROLL for (int i = 0; i < POINTERS; i++) row[i] = a + 3 * i * aStride;
  const float *const end = panel + depth * V * WIDTH;
  for (; panel != end; panel += V * WIDTH) {
    Vector b[V];
    UNROLL for (int v = 0; v < V; v++) b[v] = load(panel + v * WIDTH);
    UNROLL for (int r = 0; r < R; r++) {
      const Vector x = splat(row[r / 3][(r % 3) * aStride]);
      UNROLL for (int v = 0; v < V; v++) sum[r][v] = fma(x, b[v], sum[r][v]);
    }
    UNROLL for (int i = 0; i < POINTERS; i++) row[i]++;
  }
}

/** Calls job.tile<rows>(first) for a number of rows known at run time, at most MOST. */
template <int MOST, class Job> INLINE void oneTile(const Job &job, long rows, long first) {
  if constexpr (MOST > 0) {
    if (rows == MOST)
      job.template tile<MOST>(first);
    else
      oneTile<MOST - 1>(job, rows, first);
  }
}

/**
 * Calls job.tile<n>(first) for consecutive tiles of MOST rows; what is left over, if more than one tile, is halved, because
 * a tile of few rows waits for its own sums.
 */
template <int MOST, class Job> INLINE void inTiles(const Job &job, long rows) {
  long first = 0;
  for (; rows - first >= 2 * MOST; first += MOST) job.template tile<MOST>(first);
  const long left = rows - first;
  const long half = left > MOST ? (left + 1) / 2 : left;
  oneTile<MOST>(job, half, first);
  oneTile<MOST>(job, left - half, first + half);
}
