import type { Random } from '@saliogram/core';

/** a_1 to a_4 of the recursion. */
export type NarmaCoefficients = readonly [number, number, number, number];

/** The coefficients that TimeSynth sets by default. */
export const NARMA_DEFAULTS: NarmaCoefficients = [0.3, 0.05, 1.5, 0.1];

/**
 * A nonlinear autoregressive moving average as the benchmarks have it, [T]:
 *
 * y_t = a_1 y_{t-1} + a_3 u_{t-n} u_t + a_4, u ~ U(0, 0.5), y_t = 0 before the start.
 *
 * The term a_2 y_{t-1} (y_{t-1} + ... + y_{t-n}) of Atiya and Parlos 2000 is 0 in TimeSynth, on which the benchmarks
 * stand: it sums an empty range, or initial values that are 0, at every step. So it is here, and a_2 does nothing.
 */
export function narma(
  steps: number,
  order: number,
  [own, , product, constant]: NarmaCoefficients,
  random: Random,
): Float64Array {
  const u = Float64Array.from({ length: order + steps }, () => 0.5 * random.uniform());
  const y = new Float64Array(steps);
  for (let t = 0; t < steps; t++) {
    y[t] = own * (t > 0 ? y[t - 1] : 0) + product * u[t] * u[t + order] + constant;
  }
  return y;
}
