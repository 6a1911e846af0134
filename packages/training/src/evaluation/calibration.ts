import { argmax, softmax } from '@saliogram/core';
import { meanCrossEntropy } from './cross-entropy.ts';
import type { Predictions } from './predictions.ts';

/** Sequences whose probability of the decided class lies in (low, high]. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** Mean probability of the decided class; null without sequences. */
  readonly confidence: number | null;
  /** Share of right decisions; null without sequences. */
  readonly accuracy: number | null;
}

/** How far probabilities can be believed; plain JSON. */
export interface Calibration {
  /** Mean of -log p of the true class, in nats; null where a true class has no probability at all. */
  readonly crossEntropy: number | null;
  /** Mean over sequences of the sum over classes of (p_k - [k is the true class])^2, from 0 to 2 (Brier 1950). */
  readonly brier: number;
  /** Expected calibration error: sum over bins of n / N |accuracy - confidence| (Naeini 2015). */
  readonly expectedCalibrationError: number;
  readonly bins: readonly ReliabilityBin[];
}

/**
 * The calibration of softmax(s / T): reliability in bins of equal width, and what sums it up.
 *
 * @param options.temperature T, default 1
 * @param options.bins default 15, as Guo et al. 2017
 */
export function calibrationOf(
  { scores, labels, classes }: Pick<Predictions, 'scores' | 'labels' | 'classes'>,
  { temperature = 1, bins = 15 }: { readonly temperature?: number; readonly bins?: number } = {},
): Calibration {
  const width = classes.length;
  const probabilities = probabilitiesOf(scores, width, temperature);
  const counts = new Float64Array(bins);
  const confidences = new Float64Array(bins);
  const hits = new Float64Array(bins);
  let brier = 0;
  for (let i = 0; i < labels.length; i++) {
    const row = i * width;
    const decided = argmax(probabilities, row, row + width);
    const confidence = probabilities[row + decided];
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
    counts[bin]++;
    confidences[bin] += confidence;
    if (decided === labels[i]) hits[bin]++;
    for (let k = 0; k < width; k++) brier += (probabilities[row + k] - (k === labels[i] ? 1 : 0)) ** 2;
  }
  const crossEntropy = meanCrossEntropy(scores, labels, width, 1 / temperature);
  let error = 0;
  for (let b = 0; b < bins; b++) error += Math.abs(hits[b] - confidences[b]);
  return {
    crossEntropy: Number.isFinite(crossEntropy) ? crossEntropy : null,
    brier: brier / labels.length,
    expectedCalibrationError: error / labels.length,
    bins: Array.from(counts, (n, b) => ({
      low: b / bins,
      high: (b + 1) / bins,
      n,
      confidence: n === 0 ? null : confidences[b] / n,
      accuracy: n === 0 ? null : hits[b] / n,
    })),
  };
}

/** softmax(s / T), shape [N, K]. */
export function probabilitiesOf(scores: Float32Array, classes: number, temperature = 1): Float32Array {
  return softmax(temperature === 1 ? scores : scores.map((score) => score / temperature), classes);
}

/** The probability of the decided class of each sequence, shape [N]. */
export function confidencesOf(
  { scores, decisions, classes }: Pick<Predictions, 'scores' | 'decisions' | 'classes'>,
  temperature = 1,
): Float32Array {
  const probabilities = probabilitiesOf(scores, classes.length, temperature);
  return Float32Array.from(decisions, (decided, i) => probabilities[i * classes.length + decided]);
}
