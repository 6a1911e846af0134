// C = A B, C += A B.
#pragma once
#include "pack.h"
#include "tile.h"

/** One panel's part of the depth, for a block of rows. */
template <int V> struct PanelProduct {
  const float *a;
  long aStride;
  const float *panel;
  long depth;
  const float *bias; // or null
  float *c;
  long cStride;
  bool add; // to what is in C

  template <int R> NOINLINE void tile(long row) const {
    Vector sum[R][V];
    float *const to = c + row * cStride;
    UNROLL for (int v = 0; v < V; v++) {
      const Vector start = bias ? load(bias + v * WIDTH) : splat(0);
      UNROLL for (int r = 0; r < R; r++) sum[r][v] = start;
    }
    if (add)
      UNROLL for (int r = 0; r < R; r++)
        UNROLL for (int v = 0; v < V; v++) sum[r][v] += load(to + r * cStride + v * WIDTH);
    addProducts(sum, a + row * aStride, aStride, panel, depth);
    UNROLL for (int r = 0; r < R; r++)
      UNROLL for (int v = 0; v < V; v++) store(to + r * cStride + v * WIDTH, sum[r][v]);
  }
};

template <int V>
static void multiplyPanel(long rows, long depth, const float *a, long aStride, const float *panel,
                          const float *bias, float *c, long cStride, bool add) {
  const long block = blockDepth(depth, V);
  long k = 0;
  do {
    const long n = depth - k < block ? depth - k : block;
    inTiles<tileRows(V)>(PanelProduct<V>{a + k, aStride, panel + k * V * WIDTH, n, k ? nullptr : bias, c, cStride,
                                         k || add},
                         rows);
    k += block;
  } while (k < depth);
}

static void multiply(long rows, long columns, long depth, const float *a, long aStride, const float *packed,
                     const float *bias, float *c, long cStride, bool accumulate) {
  // Rows of A that stay in the level-2 cache for all panels, in whole tiles of every width.
  const long block = depth < 512 ? 49152 / (depth + 1) / 24 * 24 : 48;
  for (long row = 0; row < rows; row += block) {
    const long n = rows - row < block ? rows - row : block;
    for (long first = 0; first < columns; first += PANEL_VECTORS * WIDTH) {
      const auto panel = panelColumns(first, columns) == WIDTH ? multiplyPanel<1> : multiplyPanel<PANEL_VECTORS>;
      panel(n, depth, a + row * aStride, aStride, packed + first * depth, bias ? bias + first : nullptr,
            c + row * cStride + first, cStride, accumulate);
    }
  }
}
