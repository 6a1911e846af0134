import type { CellWeights } from '@saliogram/core';
import type { CellTrace } from '../trace/cell-trace.ts';
import { lrpLinear, lrpScratch } from './lrp-linear.ts';
import { stabilised } from './relevance-ledger.ts';
import type { EpsilonRule, RelevanceLedger } from './relevance-ledger.ts';

/**
 * LRP through a GRU by the rules of the LSTM: h = (1 - z) n + z h' divides between n and h' by the epsilon rule, and the
 * relevance of n goes to x and h' by the epsilon rule on W x + b + r (U h' + biasReset), in which r, a gate, only scales
 * the weights. Gates get nothing (signal-take-all, Arras et al. 2017; the transfer to the GRU is ours).
 */
export function lrpGru(
  { weightInput, weightHidden, bias, biasReset }: CellWeights,
  { steps, inputs, units, input, sums, gates, hidden }: CellTrace,
  outputs: Float64Array,
  rule: EpsilonRule,
  ledger: RelevanceLedger,
): Float64Array {
  const rows = 3 * units;
  const candidate = 2 * units;
  const scratch = lrpScratch(units, Math.max(units, inputs));
  const relevance = new Float64Array(steps * inputs);
  const before = new Float64Array(units);
  const ofCandidate = new Float64Array(units);
  let row = 0;
  const biasOf = (u: number): number => bias[candidate + u] + gates[row + u] * (biasReset?.[u] ?? 0);
  for (let k = steps - 1; k >= 0; k--) {
    row = k * rows;
    for (let u = 0; u < units; u++) {
      const r = outputs[k * units + u] + before[u];
      const z = gates[row + units + u];
      const message = r / stabilised(hidden[(k + 1) * units + u], rule.epsilon);
      const kept = z * hidden[k * units + u];
      const added = (1 - z) * gates[row + candidate + u];
      const rest = r - (kept + added) * message;
      const share = rule.spread ? rest / 2 : 0;
      if (!rule.spread) ledger.epsilon += rest;
      before[u] = kept * message + share;
      ofCandidate[u] = added * message + share;
    }
    // prettier-ignore
    lrpLinear(units, sums, row + candidate, ofCandidate, 0, biasOf, [
      { weights: weightInput, firstRow: candidate, count: inputs, values: input, at: k * inputs, relevance, relevanceAt: k * inputs },
      { weights: weightHidden, firstRow: candidate, count: units, values: hidden, at: k * units, relevance: before, relevanceAt: 0, scale: gates, scaleAt: row },
    ], rule, ledger, scratch);
  }
  for (let u = 0; u < units; u++) ledger.initialState += before[u];
  return relevance;
}
