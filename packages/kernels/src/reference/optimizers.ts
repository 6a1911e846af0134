import type { KernelSet, Reals } from '../kernel-set.ts';

type OptimizerKernels = Pick<KernelSet, 'add' | 'sumOfSquares' | 'adam' | 'rmsprop'>;

/** The parameter updates as their papers say them. */
export function optimizerKernels(values: () => Reals): OptimizerKernels {
  return {
    add(n, into, from) {
      const f = values();
      for (let i = 0; i < n; i++) f[into + i] += f[from + i];
    },

    sumOfSquares(n, at) {
      const f = values();
      let sum = 0;
      for (let i = 0; i < n; i++) sum += f[at + i] * f[at + i];
      return sum;
    },

    // prettier-ignore
    adam(n, parameters, gradients, firstMoment, secondMoment, gradientScale, learningRate, beta1, beta2, epsilon, correction1, correction2) {
      const f = values();
      for (let i = 0; i < n; i++) {
        const g = f[gradients + i] * gradientScale;
        const m = (f[firstMoment + i] = beta1 * f[firstMoment + i] + (1 - beta1) * g);
        const v = (f[secondMoment + i] = beta2 * f[secondMoment + i] + (1 - beta2) * g * g);
        f[parameters + i] -= (learningRate * (m * correction1)) / (Math.sqrt(v * correction2) + epsilon);
      }
    },

    rmsprop(n, parameters, gradients, secondMoment, gradientScale, learningRate, smoothing, epsilon) {
      const f = values();
      for (let i = 0; i < n; i++) {
        const g = f[gradients + i] * gradientScale;
        const v = (f[secondMoment + i] = smoothing * f[secondMoment + i] + (1 - smoothing) * g * g);
        f[parameters + i] -= (learningRate * g) / (Math.sqrt(v) + epsilon);
      }
    },
  };
}
