import type { CellWeights } from '@saliogram/core';
import type { CellTrace } from '../trace/cell-trace.ts';

/**
 * Splits a cell's states into beta, what a phrase of the sequence contributes, and gamma, the rest: h = beta + gamma.
 * Products belong to beta where no factor is gamma's; those of biases alone belong to the phrase at its own steps.
 *
 * @param input beta of what the cell reads, [L, inputs], in reading order
 * @param inside 1 at the steps of the phrase, [L], in reading order
 * @returns beta of h after each step, [L, H], in reading order
 */
export type CellParts = (
  weights: CellWeights,
  trace: CellTrace,
  input: Float64Array,
  inside: Uint8Array,
) => Float64Array;

/** The first step at which a phrase can have a part: until then beta is 0. */
export function firstPart({ steps, inputs }: CellTrace, input: Float64Array, inside: Uint8Array): number {
  const within = inside.indexOf(1);
  const read = input.findIndex((v) => v !== 0);
  return Math.min(within < 0 ? steps : within, read < 0 ? steps : Math.floor(read / inputs));
}
