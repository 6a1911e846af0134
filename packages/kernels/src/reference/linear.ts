import type { KernelSet, Reals } from '../kernel-set.ts';

/** The linear layer as its equations say it. */
export function linearKernels(values: () => Reals): Pick<KernelSet, 'linearForward' | 'linearBackward'> {
  return {
    linearForward(rows, inputs, outputs, x, xStride, weights, bias, y, yStride) {
      const f = values();
      for (let r = 0; r < rows; r++) {
        for (let k = 0; k < outputs; k++) {
          let sum = f[bias + k];
          for (let u = 0; u < inputs; u++) sum += f[x + r * xStride + u] * f[weights + k * inputs + u];
          f[y + r * yStride + k] = sum;
        }
      }
    },

    linearBackward(rows, inputs, outputs, x, xStride, weights, dy, dx, dxStride, dWeights, dBias) {
      const f = values();
      for (let r = 0; r < rows; r++) {
        for (let u = 0; u < inputs; u++) {
          let sum = 0;
          for (let k = 0; k < outputs; k++) sum += f[dy + r * outputs + k] * f[weights + k * inputs + u];
          f[dx + r * dxStride + u] = sum;
        }
        if (!dWeights) continue;
        for (let k = 0; k < outputs; k++) {
          const d = f[dy + r * outputs + k];
          for (let u = 0; u < inputs; u++) f[dWeights + k * inputs + u] += d * f[x + r * xStride + u];
          f[dBias + k] += d;
        }
      }
    },
  };
}
