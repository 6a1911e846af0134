export { SaliogramError, isSaliogramError, throwIfAborted } from './errors.ts';
export type { ErrorCode } from './errors.ts';
export { createRandom } from './random.ts';
export type { Random } from './random.ts';
export { sequenceBatch, sliceBatch, gatherBatch } from './sequence.ts';
export type { SequenceBatch } from './sequence.ts';
export type {
  CallOptions,
  ClassInfo,
  HiddenStatesModel,
  Objective,
  PassCount,
  PrefixModel,
  RecurrentCellsModel,
  StepVariants,
  StepVariantsModel,
  ScoreGradientModel,
  ScoreMatchModel,
  ScoresModel,
  StepScoreGradientModel,
  StepScoresModel,
  Variants,
} from './classifier.ts';
export type {
  BatchNormWeights,
  CellLayer,
  CellWeights,
  DenseWeights,
  LinearWeights,
  RecurrentCell,
  RecurrentCells,
} from './recurrent-cells.ts';
export { softmax, argmax } from './softmax.ts';
export { mean, standardDeviation, quantile, median, bootstrapMean } from './statistics.ts';
export type { Interval } from './statistics.ts';
export { rankCorrelation } from './rank-correlation.ts';
export { differenceOf, drawGroups, intervalOf } from './group-draws.ts';
export type { Replicated } from './group-draws.ts';
export { sha256Hex } from './digest.ts';
export type { OnEvent, ProgressEvent } from './progress.ts';
