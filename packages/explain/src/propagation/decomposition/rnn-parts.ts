import type { CellWeights } from '@saliogram/core';
import type { CellTrace } from '../trace/cell-trace.ts';
import { addProduct } from '../trace/matrix.ts';
import { activationPart } from './activation-part.ts';
import { firstPart } from './cell-parts.ts';

/** Contextual decomposition of a plain RNN (the transfer is ours). */
export function rnnParts(
  { weightInput, weightHidden, bias }: CellWeights,
  trace: CellTrace,
  input: Float64Array,
  inside: Uint8Array,
): Float64Array {
  const { steps, inputs, units, sums, gates } = trace;
  const atBias = bias.map(Math.tanh);
  const hidden = new Float64Array((steps + 1) * units);
  const parts = new Float64Array(units);
  for (let k = firstPart(trace, input, inside); k < steps; k++) {
    const row = k * units;
    parts.fill(0);
    addProduct(parts, 0, weightInput, 0, units, inputs, input, k * inputs);
    addProduct(parts, 0, weightHidden, 0, units, units, hidden, row);
    for (let u = 0; u < units; u++) {
      const at = row + u;
      const part = activationPart(Math.tanh, parts[u], sums[at], bias[u], gates[at], atBias[u]);
      hidden[at + units] = part + (inside[k] === 1 ? atBias[u] : 0);
    }
  }
  return hidden.subarray(units);
}
