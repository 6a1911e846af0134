import type { CellWeights } from '@saliogram/core';
import type { CellTrace } from '../trace/cell-trace.ts';

/**
 * Carries multipliers, the change of the readout per change of a quantity between two traces, back through a cell: an
 * activation has the slope between its two points (the rescale rule), and the change of a product a b divides as
 * (b + b') / 2 per change of a and (a + a') / 2 per change of b, half of the joint part to each. Where both traces are
 * the same these are derivatives.
 *
 * @param outputs multipliers of h after each step, [L, H], in reading order
 * @returns multipliers of the input, [L, inputs]
 */
export type CellMultipliers = (
  weights: CellWeights,
  trace: CellTrace,
  reference: CellTrace,
  outputs: Float64Array,
) => Float64Array;
