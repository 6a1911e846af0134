import type { CellWeights } from '@saliogram/core';
import type { CellTrace } from '../trace/cell-trace.ts';
import type { EpsilonRule, RelevanceLedger } from './relevance-ledger.ts';

/**
 * Carries relevance of a cell's outputs back to what it read.
 *
 * @param outputs relevance of h after each step, [L, H], in reading order
 * @param ledger takes what no input gets
 * @returns relevance of the input, [L, inputs]
 */
export type LrpCell = (
  weights: CellWeights,
  trace: CellTrace,
  outputs: Float64Array,
  rule: EpsilonRule,
  ledger: RelevanceLedger,
) => Float64Array;
