import { addTransposed } from '../trace/matrix.ts';
import { stabilised } from './relevance-ledger.ts';
import type { EpsilonRule, RelevanceLedger } from './relevance-ledger.ts';

/** Weights that some lower units have in a sum, and what those units hold. */
export interface LowerUnits {
  /** Row-major; the rows of the sum begin at `firstRow`. */
  readonly weights: Float64Array;
  readonly firstRow: number;
  readonly count: number;
  readonly values: Float64Array;
  readonly at: number;
  /** Where their relevance is added. */
  readonly relevance: Float64Array;
  readonly relevanceAt: number;
  /** What each row's weights are multiplied by, at `scaleAt`; none is 1. */
  readonly scale?: Float64Array;
  readonly scaleAt?: number;
}

/** Room for one call's messages, so that no step allocates. */
export interface LrpScratch {
  readonly messages: Float64Array;
  readonly scaled: Float64Array;
  readonly lower: Float64Array;
}

export function lrpScratch(rows: number, lower: number): LrpScratch {
  return {
    messages: new Float64Array(rows),
    scaled: new Float64Array(rows),
    lower: new Float64Array(lower),
  };
}

/**
 * Epsilon rule on rows of sums s_j = sum_k w_jk v_k + b_j (the lower units may come in several parts): unit k gets
 * sum_j w_jk v_k R_j / (s_j + epsilon sign s_j).
 *
 * @param biasOf b_j
 */
export function lrpLinear(
  rows: number,
  sums: Float64Array,
  sumsAt: number,
  relevance: Float64Array,
  relevanceAt: number,
  biasOf: (row: number) => number,
  parts: readonly LowerUnits[],
  { epsilon, spread }: EpsilonRule,
  ledger: RelevanceLedger,
  { messages, scaled, lower }: LrpScratch,
): void {
  let [biases, stabilisers] = [0, 0];
  for (let j = 0; j < rows; j++) {
    const sum = sums[sumsAt + j];
    const denominator = stabilised(sum, epsilon);
    const message = relevance[relevanceAt + j] / denominator;
    messages[j] = message;
    biases += biasOf(j) * message;
    stabilisers += (denominator - sum) * message;
  }
  let total = 0;
  for (const { count } of parts) total += count;
  const share = spread ? (biases + stabilisers) / total : 0;
  if (!spread) {
    ledger.bias += biases;
    ledger.epsilon += stabilisers;
  }
  for (const part of parts) {
    let used = messages;
    if (part.scale) {
      for (let j = 0; j < rows; j++) scaled[j] = messages[j] * part.scale[part.scaleAt! + j];
      used = scaled;
    }
    lower.fill(0, 0, part.count);
    addTransposed(lower, 0, part.weights, part.firstRow, rows, part.count, used, 0);
    for (let k = 0; k < part.count; k++) {
      part.relevance[part.relevanceAt + k] += part.values[part.at + k] * lower[k] + share;
    }
  }
}
