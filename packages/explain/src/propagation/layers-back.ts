import type { CellWeights, RecurrentCells } from '@saliogram/core';
import { NONE } from './trace/cell-trace.ts';
import { ofDirection, reversed } from './trace/network-trace.ts';

/**
 * Carries something back from the last states through all recurrent layers.
 *
 * @param last what the last state of each direction has, [directions x H]
 * @param back carries it through one direction of a layer: from its outputs [L, H] to its inputs [L, inputs], both in
 *   reading order
 * @returns what the network's inputs have, [L, C]
 */
export function layersBack(
  { layers }: RecurrentCells,
  steps: number,
  last: Float64Array,
  back: (weights: CellWeights, layer: number, direction: number, outputs: Float64Array) => Float64Array,
): Float64Array {
  let outputs: Float64Array = NONE;
  for (let l = layers.length - 1; l >= 0; l--) {
    const { units, directions } = layers[l];
    const parts = directions.map((weights, d) => {
      const own =
        l === layers.length - 1
          ? atLastStep(last.subarray(d * units, (d + 1) * units), steps)
          : ofDirection(outputs, steps, units, d);
      const found = back(weights, l, d, own);
      return d === 0 ? found : reversed(found, steps);
    });
    outputs = parts.length === 1 ? parts[0] : parts[0].map((v, i) => v + parts[1][i]);
  }
  return outputs;
}

/** Whatever the direction, its last state comes after the last step that it reads. */
function atLastStep(last: Float64Array, steps: number): Float64Array {
  const rows = new Float64Array(steps * last.length);
  rows.set(last, (steps - 1) * last.length);
  return rows;
}
