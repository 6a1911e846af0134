import type { CellWeights } from '@saliogram/core';
import type { CellTrace } from '../propagation/trace/cell-trace.ts';
import { addTransposed } from '../propagation/trace/matrix.ts';
import { addOuter } from './parameter-parts.ts';

/** Weights of a GRU that learns, or their gradients. */
export type GruParts = Required<CellWeights>;

/** Sizes of the parts of a GRU's parameters. */
export function gruSizes(inputs: number, units: number): number[] {
  return [3 * units * inputs, 3 * units * units, 3 * units, units];
}

/** The parts as the cell names them. */
export function gruParts([weightInput, weightHidden, bias, biasReset]: readonly Float64Array[]): GruParts {
  return { weightInput, weightHidden, bias, biasReset };
}

/**
 * Back through all steps of a GRU: adds the gradients of the weights to `gradients`, and gives that of the input, [L, I].
 *
 * @param dHidden of the objective to the state after each step by itself, [L, H]
 */
export function gruBack(
  trace: CellTrace,
  { weightInput, weightHidden }: GruParts,
  dHidden: Float64Array,
  gradients: GruParts,
): Float64Array {
  const { steps, inputs, units, input, gates, recalled, hidden } = trace;
  const dInput = new Float64Array(steps * inputs);
  // Of r, z and n before activation; the state's product has another n.
  const dGates = new Float64Array(3 * units);
  const dRecalled = new Float64Array(3 * units);
  let dAfter = new Float64Array(units);
  for (let t = steps - 1; t >= 0; t--) {
    const dBefore = new Float64Array(units);
    const row = t * 3 * units;
    const before = t * units;
    for (let u = 0; u < units; u++) {
      const d = dAfter[u] + dHidden[before + u];
      const [r, z, n] = [gates[row + u], gates[row + units + u], gates[row + 2 * units + u]];
      const dNew = d * (1 - z) * (1 - n * n);
      dGates[u] = dNew * recalled[before + u] * r * (1 - r);
      dGates[units + u] = d * (hidden[before + u] - n) * z * (1 - z);
      dGates[2 * units + u] = dNew;
      dRecalled[u] = dGates[u];
      dRecalled[units + u] = dGates[units + u];
      dRecalled[2 * units + u] = dNew * r;
      dBefore[u] = d * z;
      gradients.biasReset[u] += dNew * r;
    }
    for (let i = 0; i < 3 * units; i++) gradients.bias[i] += dGates[i];
    addOuter(gradients.weightInput, dGates, 0, 3 * units, input, t * inputs, inputs);
    addOuter(gradients.weightHidden, dRecalled, 0, 3 * units, hidden, before, units);
    addTransposed(dInput, t * inputs, weightInput, 0, 3 * units, inputs, dGates, 0);
    addTransposed(dBefore, 0, weightHidden, 0, 3 * units, units, dRecalled, 0);
    dAfter = dBefore;
  }
  return dInput;
}
