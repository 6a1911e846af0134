import * as v from 'valibot';
import { SaliogramError } from '@saliogram/core';
import type { Preprocessing } from '@saliogram/datasets';
import type { ModelMetadata } from '@saliogram/nn';
import { BEAT_CHANNELS } from '@saliogram/signal';
import { describeIssue } from './options.ts';

const beatScalings = ['z-score', 'none', 'dominant-beat'] as const;
const positive = v.pipe(v.number('expected a number'), v.minValue(1, 'expected at least 1'));
const beatPreprocessing = v.object({
  lead: v.string('expected the name of a lead'),
  fallbackLead: v.string('expected the name of a lead'),
  samplingFrequency: positive,
  window: v.object({
    before: v.pipe(v.number('expected a number of samples'), v.integer(), v.minValue(0)),
    after: v.pipe(v.number('expected a number of samples'), v.integer(), v.minValue(1)),
  }),
  scaling: v.picklist(beatScalings, `expected ${beatScalings.join(', ')}`),
  centring: v.picklist(['detected', 'annotated'], 'expected detected or annotated'),
  channels: v.optional(
    v.pipe(v.array(v.picklist(BEAT_CHANNELS, `expected some of ${BEAT_CHANNELS.join(', ')}`)), v.nonEmpty()),
  ),
});

/** How MNIST becomes sequences; travels in a model file as {@link Preprocessing} does for beats. */
export const digitPreprocessing = {
  order: 'scan-line',
  rows: 28,
  columns: 28,
  scaling: 'pixel / 255',
} as const;

/** Which data a model was made for, by its preprocessing. */
export function dataSetOf(metadata: ModelMetadata): 'mitdb' | 'mnist' {
  return 'order' in metadata.preprocessing ? 'mnist' : 'mitdb';
}

/**
 * The preprocessing of a model for heartbeats.
 *
 * @throws `model-mismatch` naming the field that does not describe a beat
 */
export function beatPreprocessingOf(metadata: ModelMetadata): Preprocessing {
  const parsed = v.safeParse(beatPreprocessing, metadata.preprocessing);
  if (parsed.success) {
    const { channels, ...lead } = parsed.output;
    return channels ? { ...lead, channels } : lead;
  }
  const { field, sentence } = describeIssue(parsed.issues[0]);
  throw new SaliogramError(
    'model-mismatch',
    `model: preprocessing.${field}: ${sentence}; use a model made for heartbeats`,
    { details: { field } },
  );
}
