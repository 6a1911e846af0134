import type { RecurrentModel } from '@saliogram/nn';
import type { TrainingConfig } from './config.ts';
import type { RunIdentity } from './run-identity.ts';
import type { RunState, ValidationPoint } from './run-state.ts';
import { selectBest } from './selection.ts';
import type { TrainingSplit } from './training-data.ts';

/** What a finished run was and came to; plain JSON for the model file. */
export type TrainingRecord = {
  readonly config: TrainingConfig;
  readonly optimizer: 'adam';
  readonly steps: number;
  readonly seconds: number;
  readonly sessions: number;
  /** Of the last session; results are bit-identical only within one backend. */
  readonly backend: string;
  readonly threads: number;
  readonly dataHash: string;
  readonly split: {
    readonly name: string;
    readonly seed: number | null;
    readonly train: number;
    readonly validation: number;
    /** SHA-256 over the indices. */
    readonly hash: string;
  };
  readonly history: readonly ValidationPoint[];
  /** The point of lowest validation cross-entropy. */
  readonly best: ValidationPoint;
};

export function trainingRecord(
  model: RecurrentModel,
  split: TrainingSplit,
  config: TrainingConfig,
  identity: RunIdentity,
  state: RunState,
): TrainingRecord {
  return {
    config,
    optimizer: 'adam',
    steps: state.step,
    seconds: state.seconds,
    sessions: state.sessions,
    backend: model.engine.backend,
    threads: model.engine.threads,
    dataHash: String(identity['dataHash']),
    split: {
      name: split.name ?? 'unnamed',
      seed: split.seed ?? null,
      train: split.train.length,
      validation: split.validation.length,
      hash: String(identity['splitHash']),
    },
    history: state.history,
    best: selectBest(state.history),
  };
}
