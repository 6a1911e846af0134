import type { TrainingConfig } from './config.ts';

/** The model at one moment of training, judged on the validation sequences. */
export interface ValidationPoint {
  /** Epoch it belongs to, from 1. */
  readonly epoch: number;
  /** Steps done. */
  readonly step: number;
  /** Means over this epoch's training sequences so far, with dropout and changing weights. */
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  /** On the validation sequences, without dropout. */
  readonly crossEntropy: number;
  readonly accuracy: number;
  /** Steps averaged into one at that moment, where it is not 1. */
  readonly timeScale?: number;
  /** The weights of this moment, in the checkpoint store. */
  readonly file: string;
}

/** Where a run stands; plain JSON. */
export interface RunState {
  /** Epochs finished. */
  readonly epoch: number;
  /** Batches done in the epoch that is under way. */
  readonly batch: number;
  /** Steps done. */
  readonly step: number;
  /** Sums over this epoch so far: loss times sequences, right decisions, sequences. */
  readonly lossSum: number;
  readonly correct: number;
  readonly seen: number;
  /** Time spent, over all sessions. */
  readonly seconds: number;
  /** Sessions the run took, counting from 1. */
  readonly sessions: number;
  readonly history: readonly ValidationPoint[];
}

export const FRESH_STATE: RunState = {
  epoch: 0,
  batch: 0,
  step: 0,
  lossSum: 0,
  correct: 0,
  seen: 0,
  seconds: 0,
  sessions: 1,
  history: [],
};

/** The state after one more step over `count` sequences. */
export function afterStep(state: RunState, loss: number, correct: number, count: number): RunState {
  return {
    ...state,
    batch: state.batch + 1,
    step: state.step + 1,
    lossSum: state.lossSum + loss * count,
    correct: state.correct + correct,
    seen: state.seen + count,
  };
}

/** The state at the start of the next epoch. */
export function afterEpoch(state: RunState): RunState {
  return { ...state, epoch: state.epoch + 1, batch: 0, lossSum: 0, correct: 0, seen: 0 };
}

/** Whether this moment is to be validated and has not been. */
export function validationDue(
  state: RunState,
  batches: number,
  { validateEverySteps }: TrainingConfig,
): boolean {
  if (state.batch === 0 || state.history.at(-1)?.step === state.step) return false;
  return state.batch === batches || (validateEverySteps > 0 && state.step % validateEverySteps === 0);
}
