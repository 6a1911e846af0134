import { argmax } from '@saliogram/core';
import type { Evaluation } from './evaluation.ts';
import { evaluateDecisions } from './evaluation.ts';
import type { LabelledData } from '../training-data.ts';

/**
 * The baseline that reads no sequence: it decides for the commonest training class, with the training frequencies as its
 * probabilities. Cross-entropy is null when a test class never occurs in training.
 */
export function majorityBaseline(train: LabelledData, test: LabelledData): Evaluation {
  const counts = train.classes.map(() => 0);
  for (let i = 0; i < train.labels.length; i++) counts[train.labels[i]]++;
  const decision = argmax(counts);
  let loss = 0;
  for (let i = 0; i < test.labels.length; i++) {
    loss -= Math.log(counts[test.labels[i]] / train.labels.length);
  }
  const crossEntropy = loss / test.labels.length;
  return evaluateDecisions(
    test.labels,
    new Uint8Array(test.labels.length).fill(decision),
    test.classes,
    Number.isFinite(crossEntropy) ? crossEntropy : null,
  );
}
