// C += A^T B, and sums of rows.
#pragma once
#include "tile.h"

/** Some columns of C from a block of rows; a tile is some rows of C. */
template <int V> struct OuterProduct {
  long rows;
  const float *a;
  long aStride;
  const float *b;
  long bStride;
  float *c;
  long columns;

  template <int R> NOINLINE void tile(long k) const {
    Vector sum[R][V];
    float *const to = c + k * columns;
    UNROLL for (int r = 0; r < R; r++)
      UNROLL for (int v = 0; v < V; v++) sum[r][v] = load(to + r * columns + v * WIDTH);
    const float *left = a + k, *right = b;
    for (long row = 0; row < rows; row++, left += aStride, right += bStride) {
      Vector y[V];
      UNROLL for (int v = 0; v < V; v++) y[v] = load(right + v * WIDTH);
      UNROLL for (int r = 0; r < R; r++) {
        const Vector x = splat(left[r]);
        UNROLL for (int v = 0; v < V; v++) sum[r][v] = fma(x, y[v], sum[r][v]);
      }
    }
    UNROLL for (int r = 0; r < R; r++)
      UNROLL for (int v = 0; v < V; v++) store(to + r * columns + v * WIDTH, sum[r][v]);
  }
};

/** Rows of B that are used for all tiles before the next are touched. */
constexpr long OUTER_ROWS = 128;

template <int V>
static void outerPanel(long rows, long depth, const float *a, long aStride, const float *b, long bStride, float *c,
                       long columns) {
  // In a row of their own the columns lie on few pages, but few tiles are not worth the copy.
  float panel[OUTER_ROWS * V * WIDTH] __attribute__((aligned(64)));
  if (depth > 2 * tileRows(V)) {
    for (long row = 0; row < rows; row++) {
      const float *const from = b + row * bStride;
      UNROLL for (int v = 0; v < V; v++) store(panel + (row * V + v) * WIDTH, load(from + v * WIDTH));
      __builtin_prefetch(from + V * WIDTH); // the next panel's
    }
    b = panel;
    bStride = V * WIDTH;
  }
  inTiles<tileRows(V)>(OuterProduct<V>{rows, a, aStride, b, bStride, c, columns}, depth);
}

static void accumulateOuter(long rows, long depth, long columns, const float *a, long aStride, const float *b,
                            long bStride, float *c) {
  for (long row = 0; row < rows; row += OUTER_ROWS) {
    const long n = rows - row < OUTER_ROWS ? rows - row : OUTER_ROWS;
    const float *const left = a + row * aStride, *const right = b + row * bStride;
    for (long first = 0; first < columns; first += 2 * WIDTH) {
      const auto panel = columns - first < 2 * WIDTH ? outerPanel<1> : outerPanel<2>;
      panel(n, depth, left, aStride, right + first, bStride, c + first, columns);
    }
  }
}

template <int V> INLINE void addRows(long rows, const float *b, long bStride, float *sums) {
  Vector sum[V];
  UNROLL for (int v = 0; v < V; v++) sum[v] = load(sums + v * WIDTH);
  for (long row = 0; row < rows; row++, b += bStride)
    UNROLL for (int v = 0; v < V; v++) sum[v] += load(b + v * WIDTH);
  UNROLL for (int v = 0; v < V; v++) store(sums + v * WIDTH, sum[v]);
}

static void accumulateRows(long rows, long columns, const float *b, long bStride, float *sums) {
  long first = 0;
  for (; first + 8 * WIDTH <= columns; first += 8 * WIDTH) addRows<8>(rows, b + first, bStride, sums + first);
  for (; first < columns; first += WIDTH) addRows<1>(rows, b + first, bStride, sums + first);
}
