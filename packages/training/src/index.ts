export { train } from './train.ts';
export type { TrainingIo } from './train.ts';
export type { TrainingRecord } from './training-record.ts';
export { completeConfig, DEFAULT_TRAINING_CONFIG } from './config.ts';
export type { TrainingConfig } from './config.ts';
export type { TrainingEvent } from './training-events.ts';
export type { ValidationPoint } from './run-state.ts';
export { learningRateAt } from './schedule.ts';
export { memoryCheckpointStore } from './checkpoint-store.ts';
export type { CheckpointStore } from './checkpoint-store.ts';
export { selectBest, restorePoint } from './selection.ts';
export { mergeClasses } from './evaluation/merge-classes.ts';
export { evaluateClassifier, evaluateDecisions, evaluatePredictions } from './evaluation/evaluation.ts';
export type { ClassEvaluation, Evaluation } from './evaluation/evaluation.ts';
export { predictClasses } from './evaluation/predictions.ts';
export type { Decisions, EvaluationOptions, Predictions } from './evaluation/predictions.ts';
export { compareMacroF1, evaluateEachGroup, evaluateGroups } from './evaluation/group-evaluation.ts';
export type {
  GroupClassEvaluation,
  GroupDraws,
  GroupEvaluation,
  RateInterval,
} from './evaluation/group-evaluation.ts';
export type { ClassRates } from './evaluation/class-rates.ts';
export { calibrationOf, confidencesOf } from './evaluation/calibration.ts';
export type { Calibration, ReliabilityBin } from './evaluation/calibration.ts';
export { fitTemperature } from './evaluation/temperature.ts';
export { abstentionCurve } from './evaluation/abstention.ts';
export type { AbstentionCurve, AbstentionPoint } from './evaluation/abstention.ts';
export { BASELINES } from './evaluation/baselines.ts';
export type { Baseline } from './evaluation/baselines.ts';
export { majorityBaseline } from './evaluation/majority.ts';
export { oneNearestNeighbour, nearestNeighbours } from './evaluation/nearest-neighbour.ts';
export { subsetOf } from './training-data.ts';
export type { LabelledData, TrainingSplit } from './training-data.ts';
