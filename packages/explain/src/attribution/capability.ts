import { SaliogramError } from '@saliogram/core';
import type {
  HiddenStatesModel,
  PrefixModel,
  RecurrentCellsModel,
  ScoreGradientModel,
  ScoreMatchModel,
  ScoresModel,
  StepScoresModel,
  StepVariantsModel,
} from '@saliogram/core';

/** What a model may be able to do, by the name of the call that does it, with the interface that declares it. */
export interface CapabilityModels {
  scores: ScoresModel;
  scoresPerStep: StepScoresModel;
  scoreGradient: ScoreGradientModel;
  matchGradient: ScoreMatchModel;
  scoresOfVariants: PrefixModel;
  scoresOfStepVariants: StepVariantsModel;
  recurrentCells: RecurrentCellsModel;
  hiddenStates: HiddenStatesModel;
}

export type Capability = keyof CapabilityModels;

const PURPOSE: Record<Capability, string> = {
  scores: 'score whole sequences',
  scoresPerStep: 'score every step of a sequence',
  scoreGradient: 'differentiate a class score with respect to its input',
  matchGradient: 'differentiate how far its scores are from given ones',
  scoresOfVariants: 'resume from the state before a change',
  scoresOfStepVariants: 'take single steps with other inputs',
  recurrentCells: 'show the weights of its cells',
  hiddenStates: 'give its last hidden states',
};

/** Whether the model answers this call. */
export function hasCapability<C extends Capability>(
  model: ScoresModel,
  capability: C,
): model is CapabilityModels[C] {
  return typeof (model as Partial<CapabilityModels[C]>)[capability as keyof ScoresModel] === 'function';
}

/** Throws `model-mismatch` unless the model answers this call. */
export function requireCapability<C extends Capability>(
  model: ScoresModel,
  capability: C,
  method: string,
): asserts model is CapabilityModels[C] {
  if (hasCapability(model, capability)) return;
  throw new SaliogramError(
    'model-mismatch',
    `${method}: the model cannot ${PURPOSE[capability]} (it has no ${capability}); use a model that can, or another method`,
    { details: { method, capability } },
  );
}
