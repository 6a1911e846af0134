import { abstentionCurve } from '@saliogram/training';
import type { AbstentionCurve } from '@saliogram/training';
import type { Rate } from './class-rates.ts';
import { accuracyOf } from './class-rates.ts';
import { wrongFirst } from './evaluated-beats.ts';
import type { EvaluatedBeat } from './evaluated-beats.ts';

/** What is decided, and what is left to a reader, when the model must be this sure. */
export interface Threshold {
  /** Least probability of the decided class. */
  readonly least: number;
  readonly decided: Rate;
  /** Right decisions among the decided. */
  readonly right: Rate;
  /** Left to a reader. */
  readonly left: readonly EvaluatedBeat[];
}

/** What comes of leaving the least sure beats undecided. */
export interface Abstention extends AbstentionCurve {
  readonly thresholds: readonly Threshold[];
}

const LEAST = [0, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999];

/** The risk-coverage curve of some beats, and what some thresholds come to. */
export function abstentionOf(beats: readonly EvaluatedBeat[]): Abstention {
  const confidences = beats.map(({ probability }) => probability);
  const curve = abstentionCurve(
    confidences,
    beats.map(({ disagrees }) => !disagrees),
  );
  const thresholds = LEAST.map((least): Threshold => {
    const decided = beats.filter(({ probability }) => probability >= least);
    return {
      least,
      decided: { part: decided.length, whole: beats.length, beats: () => wrongFirst(decided) },
      right: accuracyOf(decided),
      left: beats.filter(({ probability }) => probability < least),
    };
  });
  // A threshold that leaves no more undecided than the one before says nothing new.
  const isNew = ({ decided }: Threshold, i: number): boolean =>
    i === 0 || decided.part < thresholds[i - 1].decided.part;
  return { ...curve, thresholds: thresholds.filter(isNew) };
}
