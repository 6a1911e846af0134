import type { KernelMemory, KernelSet, Reals } from '../kernel-set.ts';
import { dropoutKernel } from './dropout.ts';
import { gruKernels } from './gru.ts';
import { lstmKernels } from './lstm.ts';
import { matrixKernels } from './matrix.ts';
import { optimizerKernels } from './optimizers.ts';
import { rnnKernels } from './rnn.ts';

/** The oracle: straightforward loops over plain memory in the given precision. */
export function referenceBackend(bits: 32 | 64): { kernels: KernelSet; memory: KernelMemory } {
  const allocate = (count: number): Reals =>
    bits === 64 ? new Float64Array(count) : new Float32Array(count);
  let numbers = allocate(0);
  const values = (): Reals => numbers;
  const memory: KernelMemory = {
    values,
    reserve(count) {
      if (count <= numbers.length) return;
      const grown = allocate(count);
      grown.set(numbers);
      numbers = grown;
    },
  };
  const kernels: KernelSet = {
    ...matrixKernels(values),
    ...lstmKernels(values),
    ...gruKernels(values),
    ...rnnKernels(values),
    ...dropoutKernel(values),
    ...optimizerKernels(values),
  };
  return { kernels, memory };
}
