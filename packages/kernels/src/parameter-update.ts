import type { TrainStepOptions } from './engine.ts';
import type { KernelSet } from './kernel-set.ts';
import type { MemoryLayout } from './layout.ts';

/** What brings gradients of this L2 norm down to the step's. */
export function clipScale({ clipNorm = Infinity }: TrainStepOptions, gradientNorm: number): number {
  return Math.min(1, clipNorm / (gradientNorm + 1e-6));
}

/**
 * Moves the block of parameters by the gradients of lane 0.
 *
 * @param length numbers in a block of parameters
 * @param update number of this update, from 1
 * @param scale of the gradients, by {@link clipScale}
 */
export function updateParameters(
  kernels: KernelSet,
  layout: MemoryLayout,
  length: number,
  step: TrainStepOptions,
  update: number,
  scale: number,
): void {
  const { optimizer = 'adam', beta1 = 0.9, epsilon = 1e-8, learningRate } = step;
  const { parameters, firstMoment, secondMoment, lanes } = layout;
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
