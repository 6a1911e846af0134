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

static void accumulateOuter(long rows, long depth, long columns, const float *a, long aStride, const float *b,
                            long bStride, float *c) {
  constexpr long ROW_BLOCK = 128;
  constexpr long PAIR = 2 * WIDTH;
  for (long row = 0; row < rows; row += ROW_BLOCK) {
    const long n = rows - row < ROW_BLOCK ? rows - row : ROW_BLOCK;
    const float *const left = a + row * aStride, *const right = b + row * bStride;
    long first = 0;
    for (; first + PAIR <= columns; first += PAIR)
      inTiles<tileRows(2)>(OuterProduct<2>{n, left, aStride, right + first, bStride, c + first, columns}, depth);
    if (first < columns)
      inTiles<tileRows(1)>(OuterProduct<1>{n, left, aStride, right + first, bStride, c + first, columns}, depth);
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
