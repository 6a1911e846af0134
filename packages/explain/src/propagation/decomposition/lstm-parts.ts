import type { CellWeights } from '@saliogram/core';
import { sigmoid } from '../trace/cell-trace.ts';
import type { CellTrace } from '../trace/cell-trace.ts';
import { addProduct } from '../trace/matrix.ts';
import { activationPart } from './activation-part.ts';
import { firstPart } from './cell-parts.ts';

/** Contextual decomposition of an LSTM; the output gate is not split (Murdoch et al. 2018). */
export function lstmParts(
  { weightInput, weightHidden, bias }: CellWeights,
  trace: CellTrace,
  input: Float64Array,
  inside: Uint8Array,
): Float64Array {
  const { steps, inputs, units, sums, gates, cells, squashed } = trace;
  const rows = 4 * units;
  const atBias = bias.map((b, row) => (Math.floor(row / units) === 2 ? Math.tanh(b) : sigmoid(b)));
  const hidden = new Float64Array((steps + 1) * units);
  const cell = new Float64Array(units);
  // Of the gates i, f, g, o the last is not split.
  const split = 3 * units;
  const parts = new Float64Array(split);
  for (let k = firstPart(trace, input, inside); k < steps; k++) {
    const row = k * rows;
    parts.fill(0);
    addProduct(parts, 0, weightInput, 0, split, inputs, input, k * inputs);
    addProduct(parts, 0, weightHidden, 0, split, units, hidden, k * units);
    const gate = (f: (v: number) => number, at: number): number =>
      activationPart(f, parts[at], sums[row + at], bias[at], gates[row + at], atBias[at]);
    for (let u = 0; u < units; u++) {
      const after = (k + 1) * units + u;
      const i = gate(sigmoid, u);
      const f = gate(sigmoid, units + u);
      const g = gate(Math.tanh, 2 * units + u);
      const biasI = atBias[u];
      const biasG = atBias[2 * units + u];
      const added = i * (g + biasG) + biasI * g + (inside[k] === 1 ? biasI * biasG : 0);
      const c = added + (f + atBias[units + u]) * cell[u];
      cell[u] = c;
      hidden[after] =
        gates[row + 3 * units + u] * activationPart(Math.tanh, c, cells[after], 0, squashed[after], 0);
    }
  }
  return hidden.subarray(units);
}
