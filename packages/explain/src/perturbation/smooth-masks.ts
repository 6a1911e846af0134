import type { Random } from '@saliogram/core';

/**
 * Random masks over time in [0, 1], [n, T]: each place of a coarse grid is kept with probability p, the grid is laid at a
 * random offset, and between its places the mask runs straight.
 *
 * @param cells places of the grid over the sequence
 * Source: Petsiuk et al. 2018, section 3.2, in one dimension.
 */
export function smoothMasks(
  n: number,
  steps: number,
  cells: number,
  p: number,
  random: Random,
): Float32Array {
  const masks = new Float32Array(n * steps);
  const spacing = steps / cells;
  for (let k = 0; k < n; k++) {
    // Two places more than the sequence needs, so that any offset is covered.
    const grid = Float32Array.from({ length: cells + 2 }, () => (random.uniform() < p ? 1 : 0));
    const offset = random.uniform();
    for (let t = 0; t < steps; t++) {
      const at = offset + t / spacing;
      const left = Math.floor(at);
      masks[k * steps + t] = grid[left] + (at - left) * (grid[left + 1] - grid[left]);
    }
  }
  return masks;
}
