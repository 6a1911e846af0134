/** RMSProp's constants. */
export interface RmsPropOptions {
  readonly learningRate: number;
  /** Decay of the running mean of the squared gradient. */
  readonly decay: number;
  readonly epsilon: number;
}

/** Tieleman and Hinton's decay; the rate is ours, the paper states none. */
export const RMS_PROP_DEFAULTS: RmsPropOptions = { learningRate: 1e-2, decay: 0.9, epsilon: 1e-8 };

/**
 * One step down the gradient, in place: v = decay v + (1 - decay) g^2, p -= rate * g / (sqrt(v) + epsilon).
 *
 * Source: Tieleman and Hinton 2012, lecture 6.5.
 *
 * @param meanSquare v, zero at the start
 */
export function rmsPropStep(
  parameters: Float32Array,
  gradient: Float32Array,
  meanSquare: Float32Array,
  options: RmsPropOptions,
): void {
  const { learningRate, decay, epsilon } = options;
  for (let i = 0; i < parameters.length; i++) {
    meanSquare[i] = decay * meanSquare[i] + (1 - decay) * gradient[i] ** 2;
    parameters[i] -= (learningRate * gradient[i]) / (Math.sqrt(meanSquare[i]) + epsilon);
  }
}
