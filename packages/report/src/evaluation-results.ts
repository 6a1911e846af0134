import type { ClassInfo } from '@saliogram/core';
import type { AbstentionCurve, Calibration, Evaluation, GroupEvaluation } from '@saliogram/training';

/** A classifier judged on one part of a split, with what a reader needs to believe it or not; plain JSON. */
export interface EvaluationResults extends Evaluation {
  /** File of the model. */
  readonly model: string;
  readonly split: { readonly name: string; readonly seed: number; readonly part: string };
  readonly classes: readonly ClassInfo[];
  /** What intervals draw: patients, or sequences where nobody knows the patient. */
  readonly drawn: 'patients' | 'sequences';
  /** Rates with intervals. */
  readonly intervals: GroupEvaluation;
  /** Each record; none for data without records. */
  readonly records: readonly ({ readonly name: string } & Evaluation)[];
  /** As the model has it, and with the temperature that suits the validation part; the latter on other parts only. */
  readonly calibration: {
    readonly asTrained: Calibration;
    readonly scaled?: Calibration & { readonly temperature: number };
  };
  readonly abstention: AbstentionCurve;
  /** How many of the sequences, and of their patients, the model was trained on; null where its own data is not at hand. */
  readonly seen: { readonly sequences: number; readonly patients: number } | null;
  readonly baselines: Readonly<Record<string, BaselineResults>>;
  /** Of EC57's classes: ectopic beats by the standard's formula, as published figures have them. */
  readonly ec57?: { readonly veb: FoundBeats; readonly sveb: FoundBeats };
  /** What must be known to read the figures. */
  readonly notes: readonly string[];
}

/** Beats of a kind that were found, and beats that were said to be of it; null of none. */
export interface FoundBeats {
  readonly sensitivity: { readonly count: number; readonly of: number; readonly value: number | null };
  readonly positivePredictivity: {
    readonly count: number;
    readonly of: number;
    readonly value: number | null;
  };
}

/** A baseline on the same sequences. */
export interface BaselineResults extends Evaluation {
  readonly name: string;
  readonly intervals: GroupEvaluation;
  /** The model's macro-F1 less the baseline's, paired draw by draw. */
  readonly modelLessBaseline: { readonly estimate: number; readonly low: number; readonly high: number };
}
