// The LSTM step and its elementwise part backwards.
#pragma once
#include "activations.h"
#include "tile.h"

/** One vector of units, with all gates: some of the products h W, and after the last the activations. */
struct LstmUnits {
  long units;
  const float *hidden;
  long hiddenStride;
  const float *panel;
  long depth;
  long fetched; // lines of the next panel that a row brings nearer
  bool last, keep;
  float *gates;
  long gateStride;
  const float *cellBefore;
  float *cellAfter;
  long cellStride;
  float *output;
  long outputStride;

  template <int R> NOINLINE void tile(long row) const {
    Vector sum[R][4];
    float *const gate = gates + row * gateStride;
    UNROLL for (int r = 0; r < R; r++)
      UNROLL for (int g = 0; g < 4; g++) {
        sum[r][g] = load(gate + r * gateStride + g * units);
        __builtin_prefetch(gate + (R + r) * gateStride + g * units, 1);
      }
    const float *const next = panel + depth * 4 * WIDTH + row * fetched * LINE;
    for (long line = 0; line < R * fetched; line++) __builtin_prefetch(next + line * LINE);
    addProducts(sum, hidden + row * hiddenStride, hiddenStride, panel, depth);
    if (!last) return keepGates(sum, gate);
    // All rows' gates before the first row's output: what waits for one row's cell is filled with the others' work.
    Vector after[R];
    UNROLL for (int r = 0; r < R; r++) {
      sum[r][0] = sigmoidOf(sum[r][0]);
      sum[r][2] = tanhOf(sum[r][2]);
      sum[r][1] = sigmoidOf(sum[r][1]);
      const long cell = (row + r) * cellStride;
      after[r] = fma(sum[r][1], load(cellBefore + cell), sum[r][0] * sum[r][2]);
      store(cellAfter + cell, after[r]);
    }
    UNROLL for (int r = 0; r < R; r++) sum[r][3] = sigmoidOf(sum[r][3]);
    UNROLL for (int r = 0; r < R; r++) store(output + (row + r) * outputStride, sum[r][3] * tanhOf(after[r]));
    if (keep) keepGates(sum, gate);
  }

  template <int R> INLINE_MEMBER void keepGates(const Vector (&sum)[R][4], float *gate) const {
    UNROLL for (int r = 0; r < R; r++)
      UNROLL for (int g = 0; g < 4; g++) store(gate + r * gateStride + g * units, sum[r][g]);
  }
};

static void lstmStep(long rows, long units, const float *hidden, long hiddenStride, const float *packed, float *gates,
                     long gateStride, const float *cellBefore, float *cellAfter, long cellStride, float *output,
                     long outputStride, bool keep) {
  const long block = blockDepth(units, 4);
  const long fetched = fetchedLines(rows, units * units * 4, block * 4 * WIDTH);
  for (long unit = 0; unit < units; unit += WIDTH)
    for (long k = 0; k < units; k += block) {
      const long n = units - k < block ? units - k : block;
      const float *const panel = packed + (unit * units + k * WIDTH) * 4;
      inTiles<tileRows(4)>(LstmUnits{units, hidden + k, hiddenStride, panel, n, fetched, k + n == units, keep, gates + unit,
                                     gateStride, cellBefore + unit, cellAfter + unit, cellStride, output + unit,
                                     outputStride},
                           rows);
    }
}

static void lstmStepBack(long rows, long units, float *gates, long gateStride, const float *cellBefore,
                         const float *cellAfter, long cellStride, const float *dHidden, long dHiddenStride,
                         const float *dAbove, long dAboveStride, float *dCell, long dCellStride) {
  const Vector one = splat(1);
  for (long row = 0; row < rows; row++) {
    float *const gate = gates + row * gateStride;
    const float *const before = cellBefore + row * cellStride, *const after = cellAfter + row * cellStride;
    const float *const fromNext = dHidden + row * dHiddenStride;
    const float *const fromAbove = dAbove ? dAbove + row * dAboveStride : nullptr;
    float *const cell = dCell + row * dCellStride;
    for (long u = 0; u < units; u += WIDTH) {
      float *const at = gate + u;
      if (u % LINE == 0) // the kept gates were last touched long ago
        UNROLL for (int g = 0; g < 4; g++) __builtin_prefetch(at + 2 * gateStride + g * units, 1);
      const Vector i = load(at), f = load(at + units), g = load(at + 2 * units), o = load(at + 3 * units);
      const Vector tanhC = tanhOf(load(after + u));
      Vector dh = load(fromNext + u);
      if (fromAbove) dh += load(fromAbove + u);
      const Vector dhO = dh * o;
      const Vector dc = fma(dhO, fma(-tanhC, tanhC, one), load(cell + u));
      store(cell + u, dc * f);
      store(at, dc * g * (i * (one - i)));
      store(at + units, dc * load(before + u) * (f * (one - f)));
      store(at + 2 * units, dc * i * fma(-g, g, one));
      store(at + 3 * units, dhO * tanhC * (one - o));
    }
  }
}
