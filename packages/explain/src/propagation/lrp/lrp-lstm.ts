import type { CellWeights } from '@saliogram/core';
import type { CellTrace } from '../trace/cell-trace.ts';
import { lrpLinear, lrpScratch } from './lrp-linear.ts';
import { stabilised } from './relevance-ledger.ts';
import type { EpsilonRule, RelevanceLedger } from './relevance-ledger.ts';

/**
 * LRP through an LSTM: the relevance of h = o tanh(c) is that of c, that of c = f c' + i g divides between c' and g by
 * the epsilon rule (the signals take all, the gates nothing), and that of g goes to x and h' by the epsilon rule.
 *
 * Source: Arras et al. 2017, section 3.
 */
export function lrpLstm(
  { weightInput, weightHidden, bias }: CellWeights,
  { steps, inputs, units, input, sums, gates, cells, hidden }: CellTrace,
  outputs: Float64Array,
  rule: EpsilonRule,
  ledger: RelevanceLedger,
): Float64Array {
  const rows = 4 * units;
  const candidate = 2 * units;
  const biasOf = (u: number): number => bias[candidate + u];
  const scratch = lrpScratch(units, Math.max(units, inputs));
  const relevance = new Float64Array(steps * inputs);
  const before = new Float64Array(units);
  const ofCell = new Float64Array(units);
  const ofCandidate = new Float64Array(units);
  for (let k = steps - 1; k >= 0; k--) {
    const row = k * rows;
    for (let u = 0; u < units; u++) {
      const r = outputs[k * units + u] + before[u] + ofCell[u];
      const after = cells[(k + 1) * units + u];
      const message = r / stabilised(after, rule.epsilon);
      const kept = gates[row + units + u] * cells[k * units + u];
      const added = gates[row + u] * gates[row + candidate + u];
      const rest = r - (kept + added) * message;
      const share = rule.spread ? rest / 2 : 0;
      if (!rule.spread) ledger.epsilon += rest;
      ofCell[u] = kept * message + share;
      ofCandidate[u] = added * message + share;
    }
    before.fill(0);
    // prettier-ignore
    lrpLinear(units, sums, row + candidate, ofCandidate, 0, biasOf, [
      { weights: weightInput, firstRow: candidate, count: inputs, values: input, at: k * inputs, relevance, relevanceAt: k * inputs },
      { weights: weightHidden, firstRow: candidate, count: units, values: hidden, at: k * units, relevance: before, relevanceAt: 0 },
    ], rule, ledger, scratch);
  }
  for (let u = 0; u < units; u++) ledger.initialState += before[u] + ofCell[u];
  return relevance;
}
