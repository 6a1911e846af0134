import { mean } from '@saliogram/core';
import type { TruthSequences } from '@saliogram/datasets';
import { groundTruthScores } from '@saliogram/explain';
import type { TableMeasure } from './published.ts';
import type { Recipe } from './recipes.ts';

/** The measures of a row, in the order of tables. */
export const TABLE_MEASURES: readonly TableMeasure[] = [
  'auroc',
  'auprc',
  'aup',
  'aur',
  'mask-information',
  'mask-entropy',
];

/**
 * Maps against the truth, as the benchmark's protocol has it.
 *
 * @param values importance, [B, T, C]; higher is more important
 */
export function measureMaps(
  values: Float32Array,
  { x, truth }: TruthSequences,
  { pooling, skipSteps }: Pick<Recipe, 'pooling' | 'skipSteps'>,
): Record<TableMeasure, number> {
  const { batch, steps, channels } = x;
  const first = skipSteps * channels;
  const size = steps * channels;
  const judged = <A extends Float32Array | Uint8Array>(all: A): A =>
    all.filter((_, i) => i % size >= first) as A;
  const shape = { batch, steps: steps - skipSteps, channels };
  const scores = groundTruthScores({ shape, values: judged(values) }, judged(truth), {
    pooling: pooling === 'none' ? 'none' : 'min-max',
  });
  const { auroc, auprc, aup, aur } = scores.pooled;
  const pooled = {
    auroc,
    auprc,
    aup,
    aur,
    'mask-information': scores.pooled['mask-information'],
    'mask-entropy': scores.pooled['mask-entropy'],
  };
  if (pooling !== 'per-sequence') return pooled;
  const meanOf = (each: Float64Array): number => mean(Array.from(each).filter((v) => !Number.isNaN(v)));
  return { ...pooled, auroc: meanOf(scores.perSequence.auroc), auprc: meanOf(scores.perSequence.auprc) };
}

/**
 * Mean AUPRC of the sequences of each class, [K]; NaN for a class of which no sequence has a truth. For labels of whole
 * sequences.
 */
export function auprcByClass(
  values: Float32Array,
  { x, labels, truth }: TruthSequences,
  classes: number,
): number[] {
  const { batch, steps, channels } = x;
  const { auprc } = groundTruthScores({ shape: { batch, steps, channels }, values }, truth).perSequence;
  return Array.from({ length: classes }, (_, k) => {
    const own = Array.from(auprc).filter((value, b) => labels[b] === k && !Number.isNaN(value));
    return own.length === 0 ? NaN : mean(own);
  });
}
