import type { KernelSet, Reals } from '../kernel-set.ts';

type MatrixKernels = Pick<
  KernelSet,
  'width' | 'pack' | 'packTransposed' | 'packRecurrent' | 'multiply' | 'accumulateOuter' | 'accumulateRows'
>;

/** Products as their sums say it; "packed" weights are B, row by row, in all cases. */
export function matrixKernels(values: () => Reals): MatrixKernels {
  return {
    width: 1,

    pack(depth, columns, weights, packed) {
      values().copyWithin(packed, weights, weights + depth * columns);
    },

    packTransposed(rows, columns, weights, packed) {
      const f = values();
      for (let r = 0; r < rows; r++) {
        for (let n = 0; n < columns; n++) f[packed + n * rows + r] = f[weights + r * columns + n];
      }
    },

    packRecurrent(gates, units, weights, packed) {
      values().copyWithin(packed, weights, weights + units * gates * units);
    },

    multiply(rows, columns, depth, a, aStride, packed, bias, c, cStride, accumulate) {
      const f = values();
      for (let r = 0; r < rows; r++) {
        for (let n = 0; n < columns; n++) {
          let sum = (accumulate ? f[c + r * cStride + n] : 0) + (bias ? f[bias + n] : 0);
          for (let k = 0; k < depth; k++) sum += f[a + r * aStride + k] * f[packed + k * columns + n];
          f[c + r * cStride + n] = sum;
        }
      }
    },

    accumulateOuter(rows, depth, columns, a, aStride, b, bStride, c) {
      const f = values();
      for (let r = 0; r < rows; r++) {
        for (let k = 0; k < depth; k++) {
          const left = f[a + r * aStride + k];
          for (let n = 0; n < columns; n++) f[c + k * columns + n] += left * f[b + r * bStride + n];
        }
      }
    },

    accumulateRows(rows, columns, b, bStride, sums) {
      const f = values();
      for (let r = 0; r < rows; r++) {
        for (let n = 0; n < columns; n++) f[sums + n] += f[b + r * bStride + n];
      }
    },
  };
}
