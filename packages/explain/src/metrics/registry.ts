import { SaliogramError } from '@saliogram/core';
import { faithfulnessMetrics } from './faithfulness/metrics.ts';
import { groundTruthMetrics } from './ground-truth/metrics.ts';
import type { Metric } from './metric.ts';
import { robustnessMetrics } from './robustness/metrics.ts';
import { sanityMetrics } from './sanity/metrics.ts';
import { shapeMetrics } from './shape/metrics.ts';

/** All measures of explanations, family by family. */
export const metrics: readonly Metric[] = [
  ...groundTruthMetrics,
  ...faithfulnessMetrics,
  ...robustnessMetrics,
  ...sanityMetrics,
  ...shapeMetrics,
];

/**
 * The measure of that name.
 *
 * @throws `argument-invalid`, naming the measures there are
 */
export function metric(name: string): Metric {
  const found = metrics.find((m) => m.name === name);
  if (found !== undefined) return found;
  throw new SaliogramError(
    'argument-invalid',
    `metric: got ${name}, expected one of ${metrics.map((m) => m.name).join(', ')}`,
    { details: { name } },
  );
}
