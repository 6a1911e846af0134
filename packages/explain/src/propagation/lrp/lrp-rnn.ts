import type { CellWeights } from '@saliogram/core';
import type { CellTrace } from '../trace/cell-trace.ts';
import { lrpLinear, lrpScratch } from './lrp-linear.ts';
import type { EpsilonRule, RelevanceLedger } from './relevance-ledger.ts';

/** LRP through a plain RNN: tanh passes relevance on, and the sum below it divides it by the epsilon rule. */
export function lrpRnn(
  { weightInput, weightHidden, bias }: CellWeights,
  { steps, inputs, units, input, sums, hidden }: CellTrace,
  outputs: Float64Array,
  rule: EpsilonRule,
  ledger: RelevanceLedger,
): Float64Array {
  const biasOf = (u: number): number => bias[u];
  const scratch = lrpScratch(units, Math.max(units, inputs));
  const relevance = new Float64Array(steps * inputs);
  const before = new Float64Array(units);
  const own = new Float64Array(units);
  for (let k = steps - 1; k >= 0; k--) {
    for (let u = 0; u < units; u++) own[u] = outputs[k * units + u] + before[u];
    before.fill(0);
    // prettier-ignore
    lrpLinear(units, sums, k * units, own, 0, biasOf, [
      { weights: weightInput, firstRow: 0, count: inputs, values: input, at: k * inputs, relevance, relevanceAt: k * inputs },
      { weights: weightHidden, firstRow: 0, count: units, values: hidden, at: k * units, relevance: before, relevanceAt: 0 },
    ], rule, ledger, scratch);
  }
  for (let u = 0; u < units; u++) ledger.initialState += before[u];
  return relevance;
}
