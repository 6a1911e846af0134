import type { KernelSet, Reals } from '../kernel-set.ts';
import { addRecurrent, sigmoid } from './recurrent.ts';

/** The LSTM step as its equations say it. */
export function lstmKernels(values: () => Reals): Pick<KernelSet, 'lstmStep' | 'lstmStepBack'> {
  return {
    // prettier-ignore
    lstmStep(rows, units, hidden, hiddenStride, packed, gates, gateStride, cellBefore, cellAfter, cellStride, output, outputStride) {
      const f = values();
      for (let r = 0; r < rows; r++) {
        const row = gates + r * gateStride;
        addRecurrent(f, hidden + r * hiddenStride, units, packed, 4 * units, row);
        for (let u = 0; u < units; u++) {
          const gate = row + u;
          const i = sigmoid(f[gate]);
          const forget = sigmoid(f[gate + units]);
          const g = Math.tanh(f[gate + 2 * units]);
          const o = sigmoid(f[gate + 3 * units]);
          const c = forget * f[cellBefore + r * cellStride + u] + i * g;
          f[gate] = i;
          f[gate + units] = forget;
          f[gate + 2 * units] = g;
          f[gate + 3 * units] = o;
          f[cellAfter + r * cellStride + u] = c;
          f[output + r * outputStride + u] = o * Math.tanh(c);
        }
      }
    },

    // prettier-ignore
    lstmStepBack(rows, units, gates, gateStride, cellBefore, cellAfter, cellStride, dHidden, dHiddenStride, dAbove, dAboveStride, dCell, dCellStride) {
      const f = values();
      for (let r = 0; r < rows; r++) {
        for (let u = 0; u < units; u++) {
          const gate = gates + r * gateStride + u;
          const i = f[gate];
          const forget = f[gate + units];
          const g = f[gate + 2 * units];
          const o = f[gate + 3 * units];
          const tanhC = Math.tanh(f[cellAfter + r * cellStride + u]);
          const dh = f[dHidden + r * dHiddenStride + u] + (dAbove ? f[dAbove + r * dAboveStride + u] : 0);
          const dc = f[dCell + r * dCellStride + u] + dh * o * (1 - tanhC * tanhC);
          f[dCell + r * dCellStride + u] = dc * forget;
          f[gate] = dc * g * i * (1 - i);
          f[gate + units] = dc * f[cellBefore + r * cellStride + u] * forget * (1 - forget);
          f[gate + 2 * units] = dc * i * (1 - g * g);
          f[gate + 3 * units] = dh * tanhC * o * (1 - o);
        }
      }
    },
  };
}
