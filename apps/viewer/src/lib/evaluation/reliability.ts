import { calibrationOf, confidencesOf } from '@saliogram/training';
import type { Calibration, Predictions, ReliabilityBin } from '@saliogram/training';
import type { ClassInfo } from '@saliogram/core';
import type { EvaluatedBeat } from './evaluated-beats.ts';

/** A bin with the beats in it. */
export interface BeatBin extends ReliabilityBin {
  readonly beats: readonly EvaluatedBeat[];
}

/** How far the probabilities of some beats can be believed. */
export interface Reliability extends Pick<Calibration, 'expectedCalibrationError' | 'brier'> {
  readonly bins: readonly BeatBin[];
}

/** What a model decided of beats whose classes it knows, as evaluations take it. */
export function predictionsOf(beats: readonly EvaluatedBeat[], classes: readonly ClassInfo[]): Predictions {
  const indexOf = new Map(classes.map(({ symbol }, k) => [symbol, k]));
  const scores = new Float32Array(beats.length * classes.length);
  // Log probabilities are scores: their softmax gives the probabilities back.
  beats.forEach(({ probabilities }, i) => scores.set(probabilities.map(Math.log), i * classes.length));
  return {
    classes,
    labels: Uint8Array.from(beats, ({ reference }) => indexOf.get(reference)!),
    decisions: Uint8Array.from(beats, ({ model }) => indexOf.get(model)!),
    scores,
  };
}

/** The reliability of beats of known classes, at least one. */
export function reliabilityOf(beats: readonly EvaluatedBeat[], classes: readonly ClassInfo[]): Reliability {
  const predictions = predictionsOf(beats, classes);
  const { bins, expectedCalibrationError, brier } = calibrationOf(predictions);
  const confidences = confidencesOf(predictions);
  const filled = bins.map(() => [] as EvaluatedBeat[]);
  beats.forEach((beat, i) => {
    // Bins are (low, high].
    filled[Math.min(bins.length - 1, Math.max(0, Math.ceil(confidences[i] * bins.length) - 1))].push(beat);
  });
  return {
    expectedCalibrationError,
    brier,
    bins: bins.map((bin, b) => ({ ...bin, beats: filled[b] })),
  };
}
