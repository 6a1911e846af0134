import type { CellWeights } from '@saliogram/core';
import type { CellTrace } from '../trace/cell-trace.ts';
import { addTransposed } from '../trace/matrix.ts';
import { sigmoidSlope, tanhSlope } from './slope.ts';

/** Multipliers through an LSTM; c <- f c' + i g and h = o tanh(c) are products. */
export function lstmMultipliers(
  { weightInput, weightHidden }: CellWeights,
  trace: CellTrace,
  reference: CellTrace,
  outputs: Float64Array,
): Float64Array {
  const { steps, inputs, units, sums: s, gates: p, cells: c, squashed: q } = trace;
  const { sums: s0, gates: p0, cells: c0, squashed: q0 } = reference;
  const rows = 4 * units;
  const result = new Float64Array(steps * inputs);
  const ofHidden = new Float64Array(units);
  const ofCell = new Float64Array(units);
  const ofSums = new Float64Array(rows);
  for (let k = steps - 1; k >= 0; k--) {
    for (let u = 0; u < units; u++) {
      const before = k * units + u;
      const after = before + units;
      const i = k * rows + u;
      const f = i + units;
      const g = f + units;
      const o = g + units;
      const h = outputs[before] + ofHidden[u];
      const cell = ofCell[u] + h * 0.5 * (p[o] + p0[o]) * tanhSlope(q[after], q0[after], c[after], c0[after]);
      ofSums[u] = cell * 0.5 * (p[g] + p0[g]) * sigmoidSlope(p[i], p0[i], s[i], s0[i]);
      ofSums[units + u] = cell * 0.5 * (c[before] + c0[before]) * sigmoidSlope(p[f], p0[f], s[f], s0[f]);
      ofSums[2 * units + u] = cell * 0.5 * (p[i] + p0[i]) * tanhSlope(p[g], p0[g], s[g], s0[g]);
      ofSums[3 * units + u] = h * 0.5 * (q[after] + q0[after]) * sigmoidSlope(p[o], p0[o], s[o], s0[o]);
      ofCell[u] = cell * 0.5 * (p[f] + p0[f]);
    }
    ofHidden.fill(0);
    // Nothing asks for what the initial state has.
    if (k > 0) addTransposed(ofHidden, 0, weightHidden, 0, rows, units, ofSums, 0);
    addTransposed(result, k * inputs, weightInput, 0, rows, inputs, ofSums, 0);
  }
  return result;
}
