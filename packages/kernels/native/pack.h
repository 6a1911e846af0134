// Packed weights: panels of V vectors of columns, each [depth][V vectors], one after the other.
#pragma once
#include "vector.h"

/** Vectors of a panel for plain products; the last panel has one if their number is odd. */
constexpr int PANEL_VECTORS = 2;

INLINE long panelColumns(long first, long columns) {
  return columns - first < PANEL_VECTORS * WIDTH ? WIDTH : PANEL_VECTORS * WIDTH;
}

static void pack(long depth, long columns, const float *weights, float *packed) {
  for (long first = 0, n; first < columns; first += n) {
    n = panelColumns(first, columns);
    for (long k = 0; k < depth; k++)
      for (long j = 0; j < n; j++) *packed++ = weights[k * columns + first + j];
  }
}

static void packTransposed(long rows, long columns, const float *weights, float *packed) {
  for (long first = 0, n; first < rows; first += n) {
    n = panelColumns(first, rows);
    for (long k = 0; k < columns; k++)
      for (long j = 0; j < n; j++) *packed++ = weights[(first + j) * columns + k];
  }
}

/** A panel has one vector of units of all gates; one gate alone is packed as for plain products. */
static void packRecurrent(long gates, long units, const float *weights, float *packed) {
  if (gates == 1) return pack(units, units, weights, packed);
  for (long unit = 0; unit < units; unit += WIDTH)
    for (long k = 0; k < units; k++)
      for (long g = 0; g < gates; g++)
        for (long j = 0; j < WIDTH; j++) *packed++ = weights[(k * gates + g) * units + unit + j];
}
