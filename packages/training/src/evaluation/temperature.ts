import { argmax } from '@saliogram/core';
import type { Predictions } from './predictions.ts';

const LEAST_BETA = 1e-3;
const GREATEST_BETA = 1e3;

/**
 * The temperature T > 0 at which softmax(s / T) has the least cross-entropy on these sequences.
 *
 * Cross-entropy is convex in beta = 1 / T, its slope the mean of E[s] - s_c with the expectation under softmax(beta s);
 * its zero is bracketed and halved. Decisions do not change. Fit it on validation sequences, never on the test. Where
 * every decision is right, no T is best, and the least one, 0.001, comes back; 1000 where scores say less than nothing.
 *
 * Sequences whose true class has no score (-Infinity) are left out. Source: Guo et al. 2017, section 4.2.
 */
export function fitTemperature({
  scores,
  labels,
  classes,
}: Pick<Predictions, 'scores' | 'labels' | 'classes'>): number {
  const slopeAt = (beta: number): number => meanSlope(scores, labels, classes.length, beta);
  let low = Math.log(LEAST_BETA);
  let high = Math.log(GREATEST_BETA);
  if (slopeAt(LEAST_BETA) >= 0) return 1 / LEAST_BETA;
  if (slopeAt(GREATEST_BETA) <= 0) return 1 / GREATEST_BETA;
  for (let i = 0; i < 60 && high - low > 1e-12; i++) {
    const middle = (low + high) / 2;
    if (slopeAt(Math.exp(middle)) > 0) high = middle;
    else low = middle;
  }
  return Math.exp(-(low + high) / 2);
}

/** d/d beta of the cross-entropy: the mean of E[s] - s_c. */
function meanSlope(scores: Float32Array, labels: ArrayLike<number>, classes: number, beta: number): number {
  let slope = 0;
  for (let i = 0; i < labels.length; i++) {
    const row = i * classes;
    const own = scores[row + labels[i]];
    if (own === -Infinity) continue;
    const max = scores[row + argmax(scores, row, row + classes)];
    let weights = 0;
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const below = scores[row + k] - max;
      if (below === -Infinity) continue;
      const weight = Math.exp(beta * below);
      weights += weight;
      sum += weight * below;
    }
    slope += sum / weights - (own - max);
  }
  return slope / labels.length;
}
