import type { CellWeights } from '@saliogram/core';
import type { CellTrace } from '../trace/cell-trace.ts';
import { addTransposed } from '../trace/matrix.ts';
import { sigmoidSlope, tanhSlope } from './slope.ts';

/** Multipliers through a GRU; r (U h' + b), (1 - z) n and z h' are products. */
export function gruMultipliers(
  { weightInput, weightHidden }: CellWeights,
  trace: CellTrace,
  reference: CellTrace,
  outputs: Float64Array,
): Float64Array {
  const { steps, inputs, units, sums: s, gates: p, recalled: q, hidden } = trace;
  const { sums: s0, gates: p0, recalled: q0, hidden: hidden0 } = reference;
  const rows = 3 * units;
  const result = new Float64Array(steps * inputs);
  const ofHidden = new Float64Array(units);
  const ofSums = new Float64Array(rows);
  const ofRecurrent = new Float64Array(rows);
  const direct = new Float64Array(units);
  for (let k = steps - 1; k >= 0; k--) {
    for (let u = 0; u < units; u++) {
      const before = k * units + u;
      const r = k * rows + u;
      const z = r + units;
      const n = z + units;
      const h = outputs[before] + ofHidden[u];
      const sum = h * (1 - 0.5 * (p[z] + p0[z])) * tanhSlope(p[n], p0[n], s[n], s0[n]);
      const kept = 0.5 * (hidden[before] + hidden0[before] - p[n] - p0[n]);
      ofSums[u] = sum * 0.5 * (q[before] + q0[before]) * sigmoidSlope(p[r], p0[r], s[r], s0[r]);
      ofSums[units + u] = h * kept * sigmoidSlope(p[z], p0[z], s[z], s0[z]);
      ofSums[2 * units + u] = sum;
      ofRecurrent[u] = ofSums[u];
      ofRecurrent[units + u] = ofSums[units + u];
      ofRecurrent[2 * units + u] = sum * 0.5 * (p[r] + p0[r]);
      direct[u] = h * 0.5 * (p[z] + p0[z]);
    }
    ofHidden.set(direct);
    // Nothing asks for what the initial state has.
    if (k > 0) addTransposed(ofHidden, 0, weightHidden, 0, rows, units, ofRecurrent, 0);
    addTransposed(result, k * inputs, weightInput, 0, rows, inputs, ofSums, 0);
  }
  return result;
}
