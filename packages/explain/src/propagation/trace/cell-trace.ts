import type { CellWeights } from '@saliogram/core';

/**
 * What one direction of a layer computed over L steps, in the order in which it read them (the last step first where it
 * reads backward). G gates in the order of the weights.
 */
export interface CellTrace {
  readonly steps: number;
  readonly inputs: number;
  readonly units: number;
  /** What the layer read, [L, inputs]. */
  readonly input: Float64Array;
  /** What the gates' activations were given, [L, G x H]. */
  readonly sums: Float64Array;
  /** The gates after their activations, [L, G x H]. */
  readonly gates: Float64Array;
  /** LSTM: c before the first step and after each, [L + 1, H], and tanh of it, [L + 1, H]. */
  readonly cells: Float64Array;
  readonly squashed: Float64Array;
  /** GRU: U h + biasReset, which the reset gate multiplies, [L, H]. */
  readonly recalled: Float64Array;
  /** h before the first step and after each, [L + 1, H]. */
  readonly hidden: Float64Array;
}

/** Reads `input` [L, inputs] from a state of zero. */
export type TraceCell = (
  weights: CellWeights,
  units: number,
  input: Float64Array,
  steps: number,
) => CellTrace;

export const NONE = new Float64Array(0);

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
