import type { RecurrentCell } from '@saliogram/core';
import { layersBack } from '../layers-back.ts';
import { addTransposed } from '../trace/matrix.ts';
import type { Network, NetworkTrace } from '../trace/network-trace.ts';
import type { CellMultipliers } from './cell-multipliers.ts';
import { gruMultipliers } from './gru-multipliers.ts';
import { lstmMultipliers } from './lstm-multipliers.ts';
import { rnnMultipliers } from './rnn-multipliers.ts';
import { reluSlope } from './slope.ts';

const CELLS: Readonly<Record<RecurrentCell, CellMultipliers>> = {
  lstm: lstmMultipliers,
  gru: gruMultipliers,
  rnn: rnnMultipliers,
};

/**
 * Change of a readout per change of each input between two traces of one length, [L, C]; the derivative of the readout
 * where both traces are one.
 *
 * @param readout weights over what the last layer of the head reads
 */
export function networkMultipliers(
  { cells, head }: Network,
  trace: NetworkTrace,
  reference: NetworkTrace,
  readout: Float64Array,
): Float64Array {
  let multipliers: Float64Array = readout.slice();
  for (let l = head.length - 2; l >= 0; l--) {
    const { inputs, outputs, weight } = head[l];
    const { sums } = trace.head[l];
    const ofSums = multipliers.map((m, j) => m * reluSlope(sums[j], reference.head[l].sums[j]));
    multipliers = new Float64Array(inputs);
    addTransposed(multipliers, 0, weight, 0, outputs, inputs, ofSums, 0);
  }
  return layersBack(cells, trace.steps, multipliers, (weights, layer, direction, outputs) =>
    CELLS[cells.cell](weights, trace.layers[layer][direction], reference.layers[layer][direction], outputs),
  );
}
