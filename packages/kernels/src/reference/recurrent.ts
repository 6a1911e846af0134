import type { Reals } from '../kernel-set.ts';

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** gates[columns] += h[units] W[units, columns]. */
export function addRecurrent(
  f: Reals,
  hidden: number,
  units: number,
  weights: number,
  columns: number,
  gates: number,
): void {
  for (let n = 0; n < columns; n++) {
    let sum = f[gates + n];
    for (let k = 0; k < units; k++) sum += f[hidden + k] * f[weights + k * columns + n];
    f[gates + n] = sum;
  }
}
