import type { CellWeights } from '@saliogram/core';
import { NONE } from './cell-trace.ts';
import type { CellTrace } from './cell-trace.ts';
import { addProduct } from './matrix.ts';

/** h <- tanh(W x + U h + b) (Elman 1990). */
export function traceRnn(
  { weightInput, weightHidden, bias }: CellWeights,
  units: number,
  input: Float64Array,
  steps: number,
): CellTrace {
  const inputs = input.length / steps;
  const sums = new Float64Array(steps * units);
  const hidden = new Float64Array((steps + 1) * units);
  for (let k = 0; k < steps; k++) {
    const row = k * units;
    sums.set(bias, row);
    addProduct(sums, row, weightInput, 0, units, inputs, input, k * inputs);
    addProduct(sums, row, weightHidden, 0, units, units, hidden, row);
    for (let u = 0; u < units; u++) hidden[row + units + u] = Math.tanh(sums[row + u]);
  }
  const gates = hidden.subarray(units);
  return { steps, inputs, units, input, sums, gates, cells: NONE, squashed: NONE, recalled: NONE, hidden };
}
