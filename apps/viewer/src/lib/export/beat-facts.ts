import type { ClassInfo } from '@saliogram/core';
import type { AppState } from '../app-state.ts';
import { verdictOf } from '../beat-verdict.ts';
import type { BeatVerdict } from '../beat-verdict.ts';
import { rhythmOf } from '../measurements.ts';
import type { RhythmMeasurements } from '../measurements.ts';
import { reviewOf } from '../review.ts';
import type { Review } from '../app-state.ts';

/** All that is said of the beat in view. */
export interface BeatFacts {
  readonly index: number;
  /** Samples of the recording. */
  readonly peak: number;
  readonly timeS: number;
  readonly verdict: BeatVerdict;
  /** Every class, the most likely first; empty where the model has not looked yet. */
  readonly probabilities: readonly { readonly info: ClassInfo; readonly probability: number }[];
  readonly rhythm: RhythmMeasurements;
  readonly review: Review | undefined;
}

/** The facts of the beat in view; null where no beat is chosen, or blind mode keeps its label for later. */
export function beatFacts(state: AppState): BeatFacts | null {
  const { beats, recording, model, view, work } = state;
  const index = view.beat;
  if (recording === null || index === null || index >= beats.count) return null;
  const verdict = verdictOf(state, index);
  if (verdict.isHidden) return null;
  const classes = verdict.classIndex < 0 ? [] : (model?.classes ?? []);
  const peak = beats.peaks[index];
  return {
    index,
    peak,
    timeS: peak / recording.samplingFrequency,
    verdict,
    probabilities: classes
      .map((info, k) => ({ info, probability: beats.probabilities[index * classes.length + k] }))
      .toSorted((a, b) => b.probability - a.probability),
    rhythm: rhythmOf(beats, index, recording.samplingFrequency),
    review: reviewOf(work, peak),
  };
}
