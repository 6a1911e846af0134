import { INTEGRATION_WINDOW } from './design.ts';
import { windowSum } from './window-sum.ts';

/**
 * Sample `at` of y[n] = (x[n] + x[n-1] + ... + x[n-N+1]) / N, N = 30 (Pan and Tompkins 1985).
 *
 * @param x signal whose N samples up to `at` are there
 */
export function integrate(x: Float32Array, at: number): number {
  return windowSum(x, at, INTEGRATION_WINDOW) / INTEGRATION_WINDOW;
}
