import type { CellWeights } from '@saliogram/core';
import { NONE, sigmoid } from './cell-trace.ts';
import type { CellTrace } from './cell-trace.ts';
import { addProduct } from './matrix.ts';

/** i, f, o = sigmoid, g = tanh of W x + U h + b; c <- f c + i g; h = o tanh(c) (Hochreiter and Schmidhuber 1997). */
export function traceLstm(
  { weightInput, weightHidden, bias }: CellWeights,
  units: number,
  input: Float64Array,
  steps: number,
): CellTrace {
  const inputs = input.length / steps;
  const rows = 4 * units;
  const sums = new Float64Array(steps * rows);
  const gates = new Float64Array(steps * rows);
  const cells = new Float64Array((steps + 1) * units);
  const squashed = new Float64Array((steps + 1) * units);
  const hidden = new Float64Array((steps + 1) * units);
  for (let k = 0; k < steps; k++) {
    const row = k * rows;
    sums.set(bias, row);
    addProduct(sums, row, weightInput, 0, rows, inputs, input, k * inputs);
    addProduct(sums, row, weightHidden, 0, rows, units, hidden, k * units);
    const before = k * units;
    const after = before + units;
    for (let u = 0; u < units; u++) {
      const i = sigmoid(sums[row + u]);
      const f = sigmoid(sums[row + units + u]);
      const g = Math.tanh(sums[row + 2 * units + u]);
      const o = sigmoid(sums[row + 3 * units + u]);
      const c = f * cells[before + u] + i * g;
      const tanhC = Math.tanh(c);
      gates[row + u] = i;
      gates[row + units + u] = f;
      gates[row + 2 * units + u] = g;
      gates[row + 3 * units + u] = o;
      cells[after + u] = c;
      squashed[after + u] = tanhC;
      hidden[after + u] = o * tanhC;
    }
  }
  return { steps, inputs, units, input, sums, gates, cells, squashed, recalled: NONE, hidden };
}
