import type { SequenceBatch } from '@saliogram/core';
import type { Attribution } from '../attribution/attribution.ts';
import { sumsOf } from '../attribution/completeness.ts';

/**
 * How far the values of each sequence miss the difference of objectives that they should add up to, as a share of it,
 * [B]; undefined for methods whose values add up to nothing.
 *
 * |gap| / max(|difference|, |sum of the values|): between 0 and 2.
 */
export function relativeGaps(x: SequenceBatch, attribution: Attribution): Float64Array | undefined {
  const { completenessGap: gaps, values } = attribution;
  if (!gaps) return undefined;
  return sumsOf(values, x).map((sum, b) => {
    const largest = Math.max(Math.abs(sum - gaps[b]), Math.abs(sum));
    return largest > 0 ? Math.abs(gaps[b]) / largest : 0;
  });
}
