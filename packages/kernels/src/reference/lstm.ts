import type { KernelSet, Reals } from '../kernel-set.ts';

type LstmKernels = Pick<
  KernelSet,
  'packForward' | 'packBackward' | 'lstmForward' | 'lstmBackward' | 'lstmWeightGradient'
>;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The LSTM step as its equations say it; "packed" weights are a plain copy. */
export function lstmKernels(values: () => Reals): LstmKernels {
  const copy = (count: number, from: number, to: number): void => {
    values().copyWithin(to, from, from + count);
  };
  return {
    packForward: (depth, columns, weights, packed) => copy(depth * columns, weights, packed),
    packBackward: (rows, columns, weights, packed) => copy(rows * columns, weights, packed),

    // prettier-ignore
    lstmForward(rows, units, depth, z, zStride, packed, gates, gateStride, cellBefore, cellAfter, cellStride, hidden, above, aboveStride) {
      const f = values();
      const columns = 4 * units;
      for (let r = 0; r < rows; r++) {
        const gate = gates + r * gateStride;
        for (let n = 0; n < columns; n++) {
          let sum = 0;
          for (let k = 0; k < depth; k++) sum += f[z + r * zStride + k] * f[packed + k * columns + n];
          f[gate + n] = sum;
        }
      }
      for (let r = 0; r < rows; r++) {
        for (let u = 0; u < units; u++) {
          const gate = gates + r * gateStride + u;
          const i = sigmoid(f[gate]);
          const forget = sigmoid(f[gate + units]);
          const g = Math.tanh(f[gate + 2 * units]);
          const o = sigmoid(f[gate + 3 * units]);
          const c = forget * f[cellBefore + r * cellStride + u] + i * g;
          const h = o * Math.tanh(c);
          f[gate] = i;
          f[gate + units] = forget;
          f[gate + 2 * units] = g;
          f[gate + 3 * units] = o;
          f[cellAfter + r * cellStride + u] = c;
          f[hidden + r * zStride + u] = h;
          if (above) f[above + r * aboveStride + u] = h;
        }
      }
    },

    // prettier-ignore
    lstmBackward(rows, units, gates, gateStride, cellBefore, cellAfter, cellStride, dz, dzStride, dAbove, dAboveStride, dCell, packed, columns) {
      const f = values();
      for (let r = 0; r < rows; r++) {
        for (let u = 0; u < units; u++) {
          const gate = gates + r * gateStride + u;
          const i = f[gate];
          const forget = f[gate + units];
          const g = f[gate + 2 * units];
          const o = f[gate + 3 * units];
          const tanhC = Math.tanh(f[cellAfter + r * cellStride + u]);
          const dh = f[dz + r * dzStride + u] + (dAbove ? f[dAbove + r * dAboveStride + u] : 0);
          const dc = f[dCell + r * cellStride + u] + dh * o * (1 - tanhC * tanhC);
          f[dCell + r * cellStride + u] = dc * forget;
          f[gate] = dc * g * i * (1 - i);
          f[gate + units] = dc * f[cellBefore + r * cellStride + u] * forget * (1 - forget);
          f[gate + 2 * units] = dc * i * (1 - g * g);
          f[gate + 3 * units] = dh * tanhC * o * (1 - o);
        }
        for (let k = 0; k < columns; k++) {
          let sum = 0;
          for (let n = 0; n < 4 * units; n++) {
            sum += f[gates + r * gateStride + n] * f[packed + k * 4 * units + n];
          }
          f[dz + r * dzStride + k] = sum;
        }
      }
    },

    lstmWeightGradient(rows, units, depth, z, zStride, dGates, gateStride, dWeights) {
      const f = values();
      const columns = 4 * units;
      for (let r = 0; r < rows; r++) {
        for (let k = 0; k < depth; k++) {
          const a = f[z + r * zStride + k];
          for (let n = 0; n < columns; n++)
            f[dWeights + k * columns + n] += a * f[dGates + r * gateStride + n];
        }
      }
    },
  };
}
