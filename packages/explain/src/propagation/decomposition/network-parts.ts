import type { RecurrentCell } from '@saliogram/core';
import { addProduct } from '../trace/matrix.ts';
import { reversed, sideBySide } from '../trace/network-trace.ts';
import type { Network, NetworkTrace } from '../trace/network-trace.ts';
import { activationPart } from './activation-part.ts';
import type { CellParts } from './cell-parts.ts';
import { gruParts } from './gru-parts.ts';
import { lstmParts } from './lstm-parts.ts';
import { rnnParts } from './rnn-parts.ts';

const CELLS: Readonly<Record<RecurrentCell, CellParts>> = { lstm: lstmParts, gru: gruParts, rnn: rnnParts };

const relu = (v: number): number => Math.max(0, v);

/**
 * What a phrase contributes to what the last layer of the head reads; the head's biases are the rest's.
 *
 * @param input the sequence at the cells of the phrase and 0 elsewhere, [L, C]
 * @param inside 1 at the steps whose products of biases count with the phrase, [L]
 */
export function networkParts(
  { cells, head }: Network,
  trace: NetworkTrace,
  input: Float64Array,
  inside: Uint8Array,
): Float64Array {
  const { steps } = trace;
  const insideBack = inside.slice().reverse();
  let read = input;
  let last: Float64Array = new Float64Array(0);
  cells.layers.forEach(({ directions, units }, l) => {
    const parts = directions.map((weights, d) =>
      CELLS[cells.cell](
        weights,
        trace.layers[l][d],
        d === 0 ? read : reversed(read, steps),
        d === 0 ? inside : insideBack,
      ),
    );
    read = sideBySide(parts, steps);
    last = new Float64Array(directions.length * units);
    parts.forEach((part, d) => last.set(part.subarray((steps - 1) * units), d * units));
  });
  for (let l = 0; l < head.length - 1; l++) {
    const { inputs, outputs, weight, bias } = head[l];
    const { sums } = trace.head[l];
    const parts = new Float64Array(outputs);
    addProduct(parts, 0, weight, 0, outputs, inputs, last, 0);
    last = parts.map((part, j) => activationPart(relu, part, sums[j], bias[j], relu(sums[j]), relu(bias[j])));
  }
  return last;
}
