// The step of a plain RNN and its elementwise part backwards.
#pragma once
#include "activations.h"
#include "pack.h"
#include "tile.h"

/** V vectors of units: some of the products h W, and after the last the activation. */
template <int V> struct RnnUnits {
  const float *hidden;
  long hiddenStride;
  const float *panel;
  long depth;
  bool last, keep;
  float *gates;
  long gateStride;
  float *output;
  long outputStride;

  template <int R> NOINLINE void tile(long row) const {
    Vector sum[R][V];
    float *const gate = gates + row * gateStride;
    UNROLL for (int r = 0; r < R; r++)
      UNROLL for (int v = 0; v < V; v++) sum[r][v] = load(gate + r * gateStride + v * WIDTH);
    addProducts(sum, hidden + row * hiddenStride, hiddenStride, panel, depth);
    UNROLL for (int r = 0; r < R; r++)
      UNROLL for (int v = 0; v < V; v++) {
        if (last) {
          sum[r][v] = tanhOf(sum[r][v]);
          store(output + (row + r) * outputStride + v * WIDTH, sum[r][v]);
        }
        if (keep || !last) store(gate + r * gateStride + v * WIDTH, sum[r][v]);
      }
  }
};

template <int V>
static void rnnPanel(long rows, long units, const float *hidden, long hiddenStride, const float *panel, float *gates,
                     long gateStride, float *output, long outputStride, bool keep) {
  const long block = blockDepth(units, V);
  for (long k = 0; k < units; k += block) {
    const long n = units - k < block ? units - k : block;
    inTiles<tileRows(V)>(RnnUnits<V>{hidden + k, hiddenStride, panel + k * V * WIDTH, n, k + n == units, keep, gates,
                                     gateStride, output, outputStride},
                         rows);
  }
}

static void rnnStep(long rows, long units, const float *hidden, long hiddenStride, const float *packed, float *gates,
                    long gateStride, float *output, long outputStride, bool keep) {
  for (long unit = 0; unit < units; unit += PANEL_VECTORS * WIDTH) {
    const auto panel = panelColumns(unit, units) == WIDTH ? rnnPanel<1> : rnnPanel<PANEL_VECTORS>;
    panel(rows, units, hidden, hiddenStride, packed + unit * units, gates + unit, gateStride, output + unit,
          outputStride, keep);
  }
}

static void rnnStepBack(long rows, long units, float *gates, long gateStride, const float *dHidden, long dHiddenStride,
                        const float *dAbove, long dAboveStride) {
  for (long row = 0; row < rows; row++)
    for (long u = 0; u < units; u += WIDTH) {
      float *const at = gates + row * gateStride + u;
      const Vector h = load(at);
      Vector dh = load(dHidden + row * dHiddenStride + u);
      if (dAbove) dh += load(dAbove + row * dAboveStride + u);
      store(at, dh * fma(-h, h, splat(1)));
    }
}
