import type { CellWeights } from '@saliogram/core';
import { sigmoid } from '../trace/cell-trace.ts';
import type { CellTrace } from '../trace/cell-trace.ts';
import { addProduct } from '../trace/matrix.ts';
import { activationPart } from './activation-part.ts';
import { firstPart } from './cell-parts.ts';

/**
 * Contextual decomposition of a GRU by the rules of the LSTM (the transfer is ours): r, z and n are split, the product
 * r (U h' + biasReset) into beta, the biases' own product, which joins the bias of n, and the rest.
 */
export function gruParts(
  { weightInput, weightHidden, bias, biasReset }: CellWeights,
  trace: CellTrace,
  input: Float64Array,
  inside: Uint8Array,
): Float64Array {
  const { steps, inputs, units, sums, gates } = trace;
  const rows = 3 * units;
  const reset = biasReset ?? new Float64Array(units);
  const gatesAtBias = bias.subarray(0, 2 * units).map(sigmoid);
  const candidateBias = reset.map((b, u) => bias[2 * units + u] + gatesAtBias[u] * b);
  const candidateAtBias = candidateBias.map(Math.tanh);
  const hidden = new Float64Array((steps + 1) * units);
  const parts = new Float64Array(rows);
  const recalled = new Float64Array(units);
  for (let k = firstPart(trace, input, inside); k < steps; k++) {
    const row = k * rows;
    const before = k * units;
    parts.fill(0);
    recalled.fill(0);
    addProduct(parts, 0, weightInput, 0, rows, inputs, input, k * inputs);
    addProduct(parts, 0, weightHidden, 0, 2 * units, units, hidden, before);
    addProduct(recalled, 0, weightHidden, 2 * units, units, units, hidden, before);
    const gate = (at: number): number =>
      activationPart(sigmoid, parts[at], sums[row + at], bias[at], gates[row + at], gatesAtBias[at]);
    for (let u = 0; u < units; u++) {
      const n = 2 * units + u;
      const r = gate(u);
      const z = gate(units + u);
      const biasR = gatesAtBias[u];
      const biasZ = gatesAtBias[units + u];
      const biasN = candidateAtBias[u];
      const part = parts[n] + r * (recalled[u] + reset[u]) + biasR * recalled[u];
      const candidate = activationPart(
        Math.tanh,
        part,
        sums[row + n],
        candidateBias[u],
        gates[row + n],
        biasN,
      );
      const added = (1 - biasZ - z) * candidate - z * biasN + (inside[k] === 1 ? (1 - biasZ) * biasN : 0);
      hidden[before + units + u] = added + (z + biasZ) * hidden[before + u];
    }
  }
  return hidden.subarray(units);
}
