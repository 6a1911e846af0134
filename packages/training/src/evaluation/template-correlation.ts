import type { SequenceBatch } from '@saliogram/core';
import { SaliogramError, argmax } from '@saliogram/core';
import { standardised } from './standardise.ts';
import type { LabelledData } from '../training-data.ts';

/**
 * The baseline of templates: each test sequence takes the class whose mean training sequence it correlates with most.
 *
 * Every sequence is brought to mean 0 and standard deviation 1 first, so that gain and offset play no part. A class
 * without training sequences is never decided.
 *
 * @returns the decided class of each test sequence, shape [N]
 * @throws `argument-invalid` when the sequences differ in length
 */
export function templateDecisions(train: LabelledData, test: LabelledData): Uint8Array {
  const features = train.sequences.steps * train.sequences.channels;
  if (test.sequences.steps * test.sequences.channels !== features) {
    throw new SaliogramError(
      'argument-invalid',
      `templates: got test sequences of ${test.sequences.steps} x ${test.sequences.channels} values for templates of ${train.sequences.steps} x ${train.sequences.channels}, expected the same size`,
    );
  }
  const templates = meanOfClasses(train, features);
  const asked = standardised(test.sequences);
  const correlations = new Float64Array(templates.length);
  return Uint8Array.from(test.labels, (_, i) => {
    templates.forEach((template, k) => {
      let sum = 0;
      for (let f = 0; f < features; f++) sum += asked[i * features + f] * template[f];
      correlations[k] = Number.isNaN(sum) ? -Infinity : sum;
    });
    return argmax(correlations);
  });
}

/** The standardised mean of the sequences of each class; NaN for a class without any. */
function meanOfClasses({ sequences, labels, classes }: LabelledData, features: number): Float64Array[] {
  const values = standardised(sequences);
  const sums = classes.map(() => new Float64Array(features));
  const counts = classes.map(() => 0);
  for (let i = 0; i < labels.length; i++) {
    counts[labels[i]]++;
    for (let f = 0; f < features; f++) sums[labels[i]][f] += values[i * features + f];
  }
  return sums.map((sum, k) => {
    if (counts[k] === 0) return sum.fill(NaN);
    const batch: SequenceBatch = { values: Float32Array.from(sum), batch: 1, steps: features, channels: 1 };
    return Float64Array.from(standardised(batch));
  });
}
