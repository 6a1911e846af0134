import type { KernelSet, Reals } from '../kernel-set.ts';
import { addRecurrent, sigmoid } from './recurrent.ts';

/** The GRU step as its equations say it; a row of gates is [n | r | z | q]. */
export function gruKernels(values: () => Reals): Pick<KernelSet, 'gruStep' | 'gruStepBack'> {
  return {
    // prettier-ignore
    gruStep(rows, units, hidden, hiddenStride, packed, bias, gates, gateStride, output, outputStride) {
      const f = values();
      for (let row = 0; row < rows; row++) {
        const first = gates + row * gateStride;
        const before = hidden + row * hiddenStride;
        for (let u = 0; u < units; u++) f[first + 3 * units + u] = f[bias + u];
        addRecurrent(f, before, units, packed, 3 * units, first + units);
        for (let u = 0; u < units; u++) {
          const gate = first + u;
          const r = sigmoid(f[gate + units]);
          const z = sigmoid(f[gate + 2 * units]);
          const n = Math.tanh(f[gate] + r * f[gate + 3 * units]);
          f[gate] = n;
          f[gate + units] = r;
          f[gate + 2 * units] = z;
          f[output + row * outputStride + u] = (1 - z) * n + z * f[before + u];
        }
      }
    },

    // prettier-ignore
    gruStepBack(rows, units, hidden, hiddenStride, gates, gateStride, dHidden, dHiddenStride, dAbove, dAboveStride) {
      const f = values();
      for (let row = 0; row < rows; row++) {
        for (let u = 0; u < units; u++) {
          const gate = gates + row * gateStride + u;
          const n = f[gate];
          const r = f[gate + units];
          const z = f[gate + 2 * units];
          const q = f[gate + 3 * units];
          const at = dHidden + row * dHiddenStride + u;
          const dh = f[at] + (dAbove ? f[dAbove + row * dAboveStride + u] : 0);
          const dn = dh * (1 - z) * (1 - n * n);
          f[gate] = dn;
          f[gate + units] = dn * q * r * (1 - r);
          f[gate + 2 * units] = dh * (f[hidden + row * hiddenStride + u] - n) * z * (1 - z);
          f[gate + 3 * units] = dn * r;
          f[at] = dh * z;
        }
      }
    },
  };
}
