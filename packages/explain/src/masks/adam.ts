/** Adam's constants. */
export interface AdamOptions {
  readonly learningRate: number;
  /** Decay of the gradient's running mean. */
  readonly beta1: number;
  /** Decay of the running mean of its square. */
  readonly beta2: number;
  readonly epsilon: number;
}

/** Kingma and Ba's constants; the paper states the rate and leaves the rest at its framework's, which are these. */
export const ADAM_DEFAULTS: AdamOptions = {
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};

/** Running means of the gradient and of its square, one per parameter, zero at the start. */
export interface AdamMoments {
  readonly first: Float32Array | Float64Array;
  readonly second: Float32Array | Float64Array;
}

/**
 * One step down the gradient, in place: p -= rate * mHat / (sqrt(vHat) + epsilon).
 *
 * @param step 1 for the first
 * Source: Kingma and Ba 2015, algorithm 1.
 */
export function adamStep(
  parameters: Float32Array | Float64Array,
  gradient: Float32Array | Float64Array,
  moments: AdamMoments,
  step: number,
  options: AdamOptions,
): void {
  const { learningRate, beta1, beta2, epsilon } = options;
  const { first, second } = moments;
  const unbias1 = 1 - beta1 ** step;
  const unbias2 = 1 - beta2 ** step;
  for (let i = 0; i < parameters.length; i++) {
    first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
    second[i] = beta2 * second[i] + (1 - beta2) * gradient[i] ** 2;
    parameters[i] -= (learningRate * (first[i] / unbias1)) / (Math.sqrt(second[i] / unbias2) + epsilon);
  }
}
