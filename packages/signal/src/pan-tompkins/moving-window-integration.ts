import { INTEGRATION_WINDOW } from './design.ts';
import { createWindowSum } from './window-sum.ts';

/**
 * A filter whose sample `at`, one after another, is y[n] = (x[n] + x[n-1] + ... + x[n-N+1]) / N, N = 30 (Pan and Tompkins
 * 1985); the signal is 0 before the first.
 */
export function createIntegrator(): (x: Float32Array, at: number) => number {
  const sum = createWindowSum(INTEGRATION_WINDOW);
  return (x, at) => sum(x[at]) / INTEGRATION_WINDOW;
}
