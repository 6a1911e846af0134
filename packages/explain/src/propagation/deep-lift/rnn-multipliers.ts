import type { CellWeights } from '@saliogram/core';
import type { CellTrace } from '../trace/cell-trace.ts';
import { addTransposed } from '../trace/matrix.ts';
import { tanhSlope } from './slope.ts';

/** Multipliers through a plain RNN. */
export function rnnMultipliers(
  { weightInput, weightHidden }: CellWeights,
  { steps, inputs, units, sums, gates }: CellTrace,
  reference: CellTrace,
  outputs: Float64Array,
): Float64Array {
  const result = new Float64Array(steps * inputs);
  const ofHidden = new Float64Array(units);
  const ofSums = new Float64Array(units);
  for (let k = steps - 1; k >= 0; k--) {
    for (let u = 0; u < units; u++) {
      const at = k * units + u;
      const slope = tanhSlope(gates[at], reference.gates[at], sums[at], reference.sums[at]);
      ofSums[u] = (outputs[at] + ofHidden[u]) * slope;
    }
    ofHidden.fill(0);
    // Nothing asks for what the initial state has.
    if (k > 0) addTransposed(ofHidden, 0, weightHidden, 0, units, units, ofSums, 0);
    addTransposed(result, k * inputs, weightInput, 0, units, inputs, ofSums, 0);
  }
  return result;
}
