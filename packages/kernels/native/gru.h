// The GRU step and its elementwise part backwards; a row of gates is [n | r | z | q].
#pragma once
#include "activations.h"
#include "tile.h"

/** One vector of units, with gates r, z and q: some of the products h W, and after the last the activations. */
struct GruUnits {
  long units;
  const float *before; // h of these units
  const float *hidden;
  long hiddenStride;
  const float *panel;
  long depth;
  long fetched; // lines of the next panel that a row brings nearer
  bool last, keep;
  const float *bias; // of q, or null where q waits in the gates
  float *gates;
  long gateStride;
  float *output;
  long outputStride;

  template <int R> NOINLINE void tile(long row) const {
    Vector sum[R][3];
    float *const gate = gates + row * gateStride;
    UNROLL for (int r = 0; r < R; r++) {
      UNROLL for (int g = 0; g < 3; g++) {
        const bool fromBias = g == 2 && bias;
        sum[r][g] = load(fromBias ? bias : gate + r * gateStride + (g + 1) * units);
        __builtin_prefetch(gate + (R + r) * gateStride + g * units, 1);
      }
    }
    const float *const next = panel + depth * 3 * WIDTH + row * fetched * LINE;
    for (long line = 0; line < R * fetched; line++) __builtin_prefetch(next + line * LINE);
    addProducts(sum, hidden + row * hiddenStride, hiddenStride, panel, depth);
    if (!last) return keepGates(sum, gate);
    UNROLL for (int r = 0; r < R; r++) {
      sum[r][0] = sigmoidOf(sum[r][0]);
      sum[r][1] = sigmoidOf(sum[r][1]);
      float *const candidate = gate + r * gateStride;
      const Vector n = tanhOf(fma(sum[r][0], sum[r][2], load(candidate)));
      if (keep) store(candidate, n);
      const Vector h = load(before + (row + r) * hiddenStride);
      store(output + (row + r) * outputStride, fma(sum[r][1], h - n, n));
    }
    if (keep) keepGates(sum, gate);
  }

  template <int R> INLINE_MEMBER void keepGates(const Vector (&sum)[R][3], float *gate) const {
    UNROLL for (int r = 0; r < R; r++)
      UNROLL for (int g = 0; g < 3; g++) store(gate + r * gateStride + (g + 1) * units, sum[r][g]);
  }
};

static void gruStep(long rows, long units, const float *hidden, long hiddenStride, const float *packed,
                    const float *bias, float *gates, long gateStride, float *output, long outputStride, bool keep) {
  const long block = blockDepth(units, 3);
  const long fetched = fetchedLines(rows, units * units * 3, block * 3 * WIDTH);
  for (long unit = 0; unit < units; unit += WIDTH)
    for (long k = 0; k < units; k += block) {
      const long n = units - k < block ? units - k : block;
      const float *const panel = packed + (unit * units + k * WIDTH) * 3;
      inTiles<tileRows(3)>(GruUnits{units, hidden + unit, hidden + k, hiddenStride, panel, n, fetched, k + n == units, keep,
                                    k ? nullptr : bias + unit, gates + unit, gateStride, output + unit, outputStride},
                           rows);
    }
}

static void gruStepBack(long rows, long units, const float *hidden, long hiddenStride, float *gates, long gateStride,
                        float *dHidden, long dHiddenStride, const float *dAbove, long dAboveStride) {
  const Vector one = splat(1);
  for (long row = 0; row < rows; row++)
    for (long u = 0; u < units; u += WIDTH) {
      float *const at = gates + row * gateStride + u;
      if (u % LINE == 0) // the kept gates were last touched long ago
        UNROLL for (int g = 0; g < 4; g++) __builtin_prefetch(at + 2 * gateStride + g * units, 1);
      const Vector n = load(at), r = load(at + units), z = load(at + 2 * units), q = load(at + 3 * units);
      float *const next = dHidden + row * dHiddenStride + u;
      Vector dh = load(next);
      if (dAbove) dh += load(dAbove + row * dAboveStride + u);
      const Vector dhLeft = dh * (one - z);
      const Vector dn = dhLeft * fma(-n, n, one);
      const Vector dq = dn * r;
      store(at, dn);
      store(at + units, dq * q * (one - r));
      store(at + 2 * units, dhLeft * z * (load(hidden + row * hiddenStride + u) - n));
      store(at + 3 * units, dq);
      store(next, dh * z);
    }
}
