import { cholesky, solveCholesky } from './cholesky.ts';
import type { KernelCoalitions } from './kernel-coalitions.ts';

/** Parts of the drawn pairs, each of which is left out once to tell the error. */
const PARTS = 10;

/** Shapley values of a game from its coalitions, and their standard errors; 0 where all coalitions are there. */
export type ShapleyRegression = (
  values: ArrayLike<number>,
  empty: number,
  full: number,
) => { values: Float64Array; standardErrors: Float64Array };

/**
 * The weighted least squares fit of v(z) - v(0) by the sum of the present players' values, under the constraint that all
 * add up to v(1) - v(0); with all coalitions these are the Shapley values. What depends on the coalitions alone is done
 * once for all games. Standard errors: a tenth of the drawn pairs left out at a time (delete-a-group jackknife).
 *
 * Source: Lundberg and Lee 2017, theorem 2; Covert and Lee 2021 for the closed form.
 */
export function shapleyRegression(coalitions: KernelCoalitions): ShapleyRegression {
  const { players: n, masks, weights, firstDrawn } = coalitions;
  const pairs = (weights.length - firstDrawn) / 2;
  const parts = pairs > 0 ? PARTS : 0;
  const partOf = (r: number): number => (r < firstDrawn ? -1 : Math.floor((r - firstDrawn) / 2) % parts);
  /** Weight of a row when a part is left out (-1: none), the others standing in for it. */
  const weightWithout = (r: number, part: number): number => {
    if (part < 0 || partOf(r) < 0) return weights[r];
    return partOf(r) === part ? 0 : weights[r] * scales[part];
  };
  const scales = Array.from({ length: parts }, (_, part) => {
    const own = Math.floor(pairs / parts) + (part < pairs % parts ? 1 : 0);
    return pairs / (pairs - own);
  });
  const without = [-1, ...scales.keys()];
  const factors = without.map((part) => {
    const a = new Float64Array(n * n);
    forEachPresent(masks, n, weights.length, (r, members) => {
      const weight = weightWithout(r, part);
      for (const i of members) for (const j of members) a[i * n + j] += weight;
    });
    const factor = cholesky(a, n);
    if (factor === null)
      throw new Error('internal: coalitions of every single player do not tell players apart');
    return factor;
  });
  const ones = new Float64Array(n).fill(1);
  const unit = factors.map((factor) => solveCholesky(factor, n, ones));
  return (values, empty, full) => {
    const solutions = without.map((part, s) => {
      const b = new Float64Array(n);
      forEachPresent(masks, n, weights.length, (r, members) => {
        const moment = weightWithout(r, part) * (values[r] - empty);
        for (const i of members) b[i] += moment;
      });
      const free = solveCholesky(factors[s], n, b);
      const excess = (sum(free) - (full - empty)) / sum(unit[s]);
      return free.map((v, i) => v - excess * unit[s][i]);
    });
    return { values: solutions[0], standardErrors: jackknife(solutions.slice(1), n) };
  };
}

const sum = (values: Float64Array): number => values.reduce((total, v) => total + v, 0);

function forEachPresent(
  masks: Uint8Array,
  n: number,
  rows: number,
  visit: (r: number, members: readonly number[]) => void,
): void {
  for (let r = 0; r < rows; r++) {
    const members: number[] = [];
    for (let i = 0; i < n; i++) if (masks[r * n + i]) members.push(i);
    visit(r, members);
  }
}

function jackknife(left: readonly Float64Array[], n: number): Float64Array {
  if (left.length === 0) return new Float64Array(n);
  return Float64Array.from({ length: n }, (_, i) => {
    const mean = left.reduce((total, values) => total + values[i], 0) / left.length;
    const scatter = left.reduce((total, values) => total + (values[i] - mean) ** 2, 0);
    return Math.sqrt((scatter * (left.length - 1)) / left.length);
  });
}
