// The kernels' definitions once more, as plain loops in double precision; see KernelSet in src/kernel-set.ts.
#include "check.h"
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace {

/** Numbers for a kernel (f) and for its definition (d), at the same places. All are compared afterwards, but the packed. */
struct Numbers {
  static constexpr long MOST = 1 << 20;
  float *const f = static_cast<float *>(malloc(MOST * sizeof(float)));
  double *const d = static_cast<double *>(malloc(MOST * sizeof(double)));
  long length = 0, packed = 0, packedEnd = 0;
  uint32_t state = 1;

  Numbers() = default;
  Numbers(const Numbers &) = delete;
  ~Numbers() {
    free(f);
    free(d);
  }

  long take(long n) {
    const long at = length;
    for (length += n; n > 0; n--) {
      state = state * 1664525u + 1013904223u;
      d[length - n] = f[length - n] = static_cast<float>(state >> 8) / (1 << 23) - 1;
    }
    return at;
  }

  long takePacked(long n) {
    packed = take(n);
    packedEnd = length;
    return packed;
  }

  bool agree() const {
    for (long i = 0; i < length; i++)
      if ((i < packed || i >= packedEnd) && !(std::fabs(f[i] - d[i]) <= 2e-5 * (1 + std::fabs(d[i])))) return false;
    return true;
  }
};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

bool checkMultiply(const KernelTable &kernels, long rows, long depth, long columns, bool transposed, bool add) {
  Numbers x;
  const long aStride = depth + 3, cStride = columns + 5;
  const long a = x.take(rows * aStride), b = x.take(depth * columns), packed = x.takePacked(depth * columns);
  const long bias = x.take(columns), c = x.take(rows * cStride);
  for (long r = 0; r < rows; r++)
    for (long n = 0; n < columns; n++) {
      double &sum = x.d[c + r * cStride + n];
      sum = (add ? sum : 0) + x.d[bias + n];
      for (long k = 0; k < depth; k++)
        sum += x.d[a + r * aStride + k] * x.d[transposed ? b + n * depth + k : b + k * columns + n];
    }
  float *const f = x.f;
  if (transposed)
    kernels.packTransposed(columns, depth, f + b, f + packed);
  else
    kernels.pack(depth, columns, f + b, f + packed);
  kernels.multiply(rows, columns, depth, f + a, aStride, f + packed, f + bias, f + c, cStride, add);
  return x.agree();
}

bool checkSums(const KernelTable &kernels, long rows, long depth, long columns) {
  Numbers x;
  const long aStride = depth + 1, bStride = columns + 3;
  const long a = x.take(rows * aStride), b = x.take(rows * bStride), c = x.take(depth * columns), s = x.take(columns);
  for (long r = 0; r < rows; r++)
    for (long n = 0; n < columns; n++) {
      const double right = x.d[b + r * bStride + n];
      x.d[s + n] += right;
      for (long k = 0; k < depth; k++) x.d[c + k * columns + n] += x.d[a + r * aStride + k] * right;
    }
  float *const f = x.f;
  kernels.accumulateOuter(rows, depth, columns, f + a, aStride, f + b, bStride, f + c);
  kernels.accumulateRows(rows, columns, f + b, bStride, f + s);
  return x.agree();
}

/** Row by row: what the recurrent weights [units, gates units] add, for all gates. */
void addRecurrent(Numbers &x, long hidden, long units, long weights, long gates, long sums) {
  for (long n = 0; n < gates * units; n++)
    for (long k = 0; k < units; k++) x.d[sums + n] += x.d[hidden + k] * x.d[weights + k * gates * units + n];
}

bool checkLstm(const KernelTable &kernels, long rows, long units) {
  Numbers x;
  const long stride = units + 3, gateStride = 4 * units + 1;
  const long h = x.take(rows * stride), w = x.take(4 * units * units), packed = x.takePacked(4 * units * units);
  const long gates = x.take(rows * gateStride), c = x.take(rows * stride), c1 = x.take(rows * stride);
  const long out = x.take(rows * stride), dHidden = x.take(rows * stride), dAbove = x.take(rows * stride);
  const long dCell = x.take(rows * stride);
  for (long r = 0; r < rows; r++) {
    addRecurrent(x, h + r * stride, units, w, 4, gates + r * gateStride);
    for (long u = 0; u < units; u++) {
      double *const gate = &x.d[gates + r * gateStride + u];
      const long at = r * stride + u;
      const double i = sigmoid(gate[0]), f = sigmoid(gate[units]), g = std::tanh(gate[2 * units]);
      const double o = sigmoid(gate[3 * units]);
      const double before = x.d[c + at], after = f * before + i * g, tanhC = std::tanh(after);
      x.d[c1 + at] = after;
      x.d[out + at] = o * tanhC;
      const double dh = x.d[dHidden + at] + x.d[dAbove + at], dc = x.d[dCell + at] + dh * o * (1 - tanhC * tanhC);
      x.d[dCell + at] = dc * f;
      gate[0] = dc * g * i * (1 - i);
      gate[units] = dc * before * f * (1 - f);
      gate[2 * units] = dc * i * (1 - g * g);
      gate[3 * units] = dh * tanhC * o * (1 - o);
    }
  }
  float *const f = x.f;
  kernels.packRecurrent(4, units, f + w, f + packed);
  kernels.lstmStep(rows, units, f + h, stride, f + packed, f + gates, gateStride, f + c, f + c1, stride, f + out, stride,
                   true);
  kernels.lstmStepBack(rows, units, f + gates, gateStride, f + c, f + c1, stride, f + dHidden, stride, f + dAbove, stride,
                       f + dCell, stride);
  return x.agree();
}

bool checkGru(const KernelTable &kernels, long rows, long units) {
  Numbers x;
  const long stride = units + 3, gateStride = 4 * units + 1;
  const long h = x.take(rows * stride), w = x.take(3 * units * units), packed = x.takePacked(3 * units * units);
  const long bias = x.take(units), gates = x.take(rows * gateStride), out = x.take(rows * stride);
  const long dHidden = x.take(rows * stride), dAbove = x.take(rows * stride);
  for (long r = 0; r < rows; r++) {
    const long row = gates + r * gateStride;
    for (long u = 0; u < units; u++) x.d[row + 3 * units + u] = x.d[bias + u];
    addRecurrent(x, h + r * stride, units, w, 3, row + units);
    for (long u = 0; u < units; u++) {
      double *const gate = &x.d[row + u];
      const long at = r * stride + u;
      const double reset = sigmoid(gate[units]), z = sigmoid(gate[2 * units]), q = gate[3 * units];
      const double n = std::tanh(gate[0] + reset * q), before = x.d[h + at];
      x.d[out + at] = (1 - z) * n + z * before;
      const double dh = x.d[dHidden + at] + x.d[dAbove + at], dn = dh * (1 - z) * (1 - n * n);
      x.d[dHidden + at] = dh * z;
      gate[0] = dn;
      gate[units] = dn * q * reset * (1 - reset);
      gate[2 * units] = dh * (before - n) * z * (1 - z);
      gate[3 * units] = dn * reset;
    }
  }
  float *const f = x.f;
  kernels.packRecurrent(3, units, f + w, f + packed);
  kernels.gruStep(rows, units, f + h, stride, f + packed, f + bias, f + gates, gateStride, f + out, stride, true);
  kernels.gruStepBack(rows, units, f + h, stride, f + gates, gateStride, f + dHidden, stride, f + dAbove, stride);
  return x.agree();
}

bool checkRnn(const KernelTable &kernels, long rows, long units) {
  Numbers x;
  const long stride = units + 3;
  const long h = x.take(rows * stride), w = x.take(units * units), packed = x.takePacked(units * units);
  const long gates = x.take(rows * stride), out = x.take(rows * stride);
  const long dHidden = x.take(rows * stride), dAbove = x.take(rows * stride);
  for (long r = 0; r < rows; r++) {
    addRecurrent(x, h + r * stride, units, w, 1, gates + r * stride);
    for (long u = 0; u < units; u++) {
      const long at = r * stride + u;
      const double after = std::tanh(x.d[gates + at]);
      x.d[out + at] = after;
      x.d[gates + at] = (x.d[dHidden + at] + x.d[dAbove + at]) * (1 - after * after);
    }
  }
  float *const f = x.f;
  kernels.packRecurrent(1, units, f + w, f + packed);
  kernels.rnnStep(rows, units, f + h, stride, f + packed, f + gates, stride, f + out, stride, true);
  kernels.rnnStepBack(rows, units, f + gates, stride, f + dHidden, stride, f + dAbove, stride);
  return x.agree();
}

uint32_t scramble(uint32_t word) {
  word = (word ^ (word >> 16)) * 0x21f0aaad;
  word = (word ^ (word >> 15)) * 0x735a2d97;
  return word ^ (word >> 15);
}

bool checkDropout(const KernelTable &kernels, long rows, long units) {
  Numbers x;
  const uint32_t key = 123456789, first = 4294967290u, threshold = 2147483648u;
  const long stride = units + 3, from = x.take(rows * stride), to = x.take(rows * stride);
  for (long r = 0; r < rows; r++)
    for (long u = 0; u < units; u++) {
      const uint32_t row = scramble(key ^ scramble(first + static_cast<uint32_t>(r)));
      const bool kept = scramble(row + static_cast<uint32_t>(u)) >= threshold;
      x.d[to + r * stride + u] = kept ? 2 * x.d[from + r * stride + u] : 0;
    }
  float *const f = x.f;
  kernels.dropout(rows, units, f + from, stride, f + to, stride, key, first, threshold, 2);
  return x.agree();
}

bool checkOptimizers(const KernelTable &kernels) {
  Numbers x;
  const long n = 48, p = x.take(n), q = x.take(n), g = x.take(n), m = x.take(n), v = x.take(n), s = x.take(n);
  double squares = 0;
  for (long i = 0; i < n; i++) {
    x.f[v + i] = std::fabs(x.f[v + i]);
    x.f[s + i] = std::fabs(x.f[s + i]);
    x.d[v + i] = x.f[v + i];
    x.d[s + i] = x.f[s + i];
    const double gradient = 0.5 * x.d[g + i];
    squares += x.d[g + i] * x.d[g + i];
    x.d[m + i] = 0.9 * x.d[m + i] + 0.1 * gradient;
    x.d[v + i] = 0.99 * x.d[v + i] + 0.01 * gradient * gradient;
    x.d[p + i] -= 0.01 * (x.d[m + i] * 3) / (std::sqrt(x.d[v + i] * 2) + 1e-3) - x.d[q + i];
    x.d[s + i] = 0.9 * x.d[s + i] + 0.1 * gradient * gradient;
    x.d[q + i] -= 0.01 * gradient / (std::sqrt(x.d[s + i]) + 1e-3);
  }
  float *const f = x.f;
  const double found = kernels.sumOfSquares(n, f + g);
  kernels.adam(n, f + p, f + g, f + m, f + v, 0.5, 0.01, 0.9, 0.99, 1e-3, 3, 2);
  kernels.add(n, f + p, f + q);
  kernels.rmsprop(n, f + q, f + g, f + s, 0.5, 0.01, 0.9, 1e-3);
  return x.agree() && std::fabs(found - squares) <= 1e-9 * squares;
}

} // namespace

const char *checkKernels(const KernelTable &kernels) {
  const long width = kernels.width;
  // One vector; several and all numbers of rows that a tile can have; more depth than one part of a panel.
  const long deep = 4096 / (4 * width) + width;
  const struct {
    long rows, units;
  } shapes[] = {{1, width}, {7, 3 * width}, {29, 2 * width}, {5, deep}, {13, 5 * width}};
  const bool flags[] = {false, true};
  for (const auto [rows, units] : shapes) {
    for (const bool add : flags) {
      if (!checkMultiply(kernels, rows, units, 3 * width, false, add)) return "multiply";
      if (!checkMultiply(kernels, rows, 4 * units, width, true, add)) return "multiply, transposed";
    }
    if (!checkSums(kernels, rows, units, 3 * width) || !checkSums(kernels, 150, rows, width)) return "accumulateOuter";
    if (!checkLstm(kernels, rows, units)) return "lstmStep";
    if (!checkGru(kernels, rows, units)) return "gruStep";
    if (!checkRnn(kernels, rows, units)) return "rnnStep";
    if (!checkDropout(kernels, rows, units)) return "dropout";
  }
  return checkOptimizers(kernels) ? nullptr : "optimizers";
}
