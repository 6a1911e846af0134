import type { CellWeights } from '@saliogram/core';
import { NONE, sigmoid } from './cell-trace.ts';
import type { CellTrace } from './cell-trace.ts';
import { addProduct } from './matrix.ts';

/**
 * r, z = sigmoid of W x + U h + b; n = tanh(W x + b + r (U h + biasReset)); h <- (1 - z) n + z h (Cho et al. 2014, with
 * the reset gate after the product, as PyTorch and cuDNN have it).
 *
 * @param initial state before the first step, [H]; default 0
 */
export function traceGru(
  { weightInput, weightHidden, bias, biasReset = new Float64Array(bias.length / 3) }: CellWeights,
  units: number,
  input: Float64Array,
  steps: number,
  initial?: Float64Array,
): CellTrace {
  const inputs = input.length / steps;
  const rows = 3 * units;
  const sums = new Float64Array(steps * rows);
  const gates = new Float64Array(steps * rows);
  const recalled = new Float64Array(steps * units);
  const hidden = new Float64Array((steps + 1) * units);
  if (initial) hidden.set(initial);
  for (let k = 0; k < steps; k++) {
    const row = k * rows;
    const before = k * units;
    sums.set(bias, row);
    addProduct(sums, row, weightInput, 0, rows, inputs, input, k * inputs);
    addProduct(sums, row, weightHidden, 0, 2 * units, units, hidden, before);
    recalled.set(biasReset, before);
    addProduct(recalled, before, weightHidden, 2 * units, units, units, hidden, before);
    for (let u = 0; u < units; u++) {
      const r = sigmoid(sums[row + u]);
      const z = sigmoid(sums[row + units + u]);
      sums[row + 2 * units + u] += r * recalled[before + u];
      const n = Math.tanh(sums[row + 2 * units + u]);
      gates[row + u] = r;
      gates[row + units + u] = z;
      gates[row + 2 * units + u] = n;
      hidden[before + units + u] = (1 - z) * n + z * hidden[before + u];
    }
  }
  return { steps, inputs, units, input, sums, gates, cells: NONE, squashed: NONE, recalled, hidden };
}
