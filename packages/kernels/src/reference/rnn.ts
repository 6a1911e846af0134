import type { KernelSet, Reals } from '../kernel-set.ts';
import { addRecurrent } from './recurrent.ts';

/** The plain RNN step as its equation says it. */
export function rnnKernels(values: () => Reals): Pick<KernelSet, 'rnnStep' | 'rnnStepBack'> {
  return {
    rnnStep(rows, units, hidden, hiddenStride, packed, gates, gateStride, output, outputStride) {
      const f = values();
      for (let r = 0; r < rows; r++) {
        const row = gates + r * gateStride;
        addRecurrent(f, hidden + r * hiddenStride, units, packed, units, row);
        for (let u = 0; u < units; u++) {
          f[row + u] = Math.tanh(f[row + u]);
          f[output + r * outputStride + u] = f[row + u];
        }
      }
    },

    rnnStepBack(rows, units, gates, gateStride, dHidden, dHiddenStride, dAbove, dAboveStride) {
      const f = values();
      for (let r = 0; r < rows; r++) {
        for (let u = 0; u < units; u++) {
          const at = gates + r * gateStride + u;
          const dh = f[dHidden + r * dHiddenStride + u] + (dAbove ? f[dAbove + r * dAboveStride + u] : 0);
          f[at] = dh * (1 - f[at] * f[at]);
        }
      }
    },
  };
}
