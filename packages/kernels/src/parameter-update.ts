import type { TrainStepOptions } from './engine.ts';
import type { KernelSet } from './kernel-set.ts';
import type { MemoryLayout } from './layout.ts';

/**
 * Moves the block of parameters by the gradients of lane 0, clipped to the step's norm.
 *
 * @param length numbers in a block of parameters
 * @param update number of this update, from 1
 * @param gradientNorm L2 norm of the gradients before clipping
 */
export function updateParameters(
  kernels: KernelSet,
  layout: MemoryLayout,
  length: number,
  step: TrainStepOptions,
  update: number,
  gradientNorm: number,
): void {
  const { clipNorm = Infinity, optimizer = 'adam', beta1 = 0.9, epsilon = 1e-8, learningRate } = step;
  const { parameters, firstMoment, secondMoment, lanes } = layout;
  const scale = Math.min(1, clipNorm / (gradientNorm + 1e-6));
  const gradients = lanes[0].gradients;
  if (optimizer === 'adam') {
    const { beta2 = 0.999 } = step;
    const correction1 = 1 / (1 - beta1 ** update);
    const correction2 = 1 / (1 - beta2 ** update);
    // prettier-ignore
    kernels.adam(length, parameters, gradients, firstMoment, secondMoment, scale, learningRate, beta1, beta2, epsilon, correction1, correction2);
  } else {
    const { beta2 = 0.99 } = step;
    kernels.rmsprop(length, parameters, gradients, secondMoment, scale, learningRate, beta2, epsilon);
  }
}
