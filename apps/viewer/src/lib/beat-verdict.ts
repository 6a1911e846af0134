import type { AppState, Beats } from './app-state.ts';
import { isRevealed } from './review.ts';
import { predictedClass } from './worklist.ts';

/** A label with less than this probability is uncertain. */
export const UNCERTAIN_BELOW = 0.8;

/**
 * How the model's label stands to the reference: the same, another, one for a beat whose true class the model does not
 * know, or not to be compared because one of the two is not there.
 */
export type Agreement = 'agrees' | 'differs' | 'outside' | 'unknown';

/** What is said of a beat. */
export interface BeatVerdict {
  /** MIT symbol; empty where there is no reference. */
  readonly reference: string;
  /** Index of the most likely class; -1 where the model has not looked yet. */
  readonly classIndex: number;
  /** Symbol of that class, or empty. */
  readonly model: string;
  /** Of that class; NaN where the model has not looked yet. */
  readonly probability: number;
  readonly agreement: Agreement;
  readonly isUncertain: boolean;
  /** Blind mode, and the reader has not given a label yet: nothing of this may be shown. */
  readonly isHidden: boolean;
}

/** The part of the state that verdicts are made of. */
export type VerdictState = Pick<AppState, 'beats' | 'references' | 'model' | 'settings' | 'work'>;

/** What is said of beat `beat`. */
export function verdictOf(state: VerdictState, beat: number): BeatVerdict {
  const { beats, references } = state;
  const classes = state.model?.classes ?? [];
  const reference = references[beats.referenceOf[beat]]?.symbol ?? '';
  const classIndex = classes.length > 0 ? predictedClass(beats, beat, classes.length) : -1;
  const probability = classIndex < 0 ? NaN : beats.probabilities[beat * classes.length + classIndex];
  const model = classes[classIndex]?.symbol ?? '';
  const known = classes.some(({ symbol }) => symbol === reference);
  return {
    reference,
    classIndex,
    model,
    probability,
    agreement:
      !reference || !model ? 'unknown' : model === reference ? 'agrees' : known ? 'differs' : 'outside',
    isUncertain: probability < UNCERTAIN_BELOW,
    isHidden: !isRevealed(state, beats.peaks[beat]),
  };
}

/** Index of the first beat whose R peak is at or behind `sample`; the number of beats where there is none. */
export function firstBeatFrom(beats: Beats, sample: number): number {
  let low = 0;
  let high = beats.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (beats.peaks[middle] < sample) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The beat whose R peak is nearest to `sample`, the earlier of two; null without beats. */
export function nearestBeat(beats: Beats, sample: number): number | null {
  const after = firstBeatFrom(beats, sample);
  if (beats.count === 0) return null;
  if (after === beats.count) return after - 1;
  if (after === 0) return 0;
  return beats.peaks[after] - sample < sample - beats.peaks[after - 1] ? after : after - 1;
}
