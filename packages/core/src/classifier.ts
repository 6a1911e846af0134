import type { RecurrentCells } from './recurrent-cells.ts';
import type { SequenceBatch } from './sequence.ts';

/*
 * What an explanation may ask of a model, one interface per capability, so that a method asks for no more than it needs
 * and any model that can answer may be explained.
 *
 * Shapes: B batch, T steps, C channels, K classes. "Score" is the unnormalised class score s_c (the logit).
 */

/** Options of every call on a model. */
export interface CallOptions {
  /** Ends the call early with a `cancelled` error. */
  readonly signal?: AbortSignal;
}

/** A class by the name a reader knows and the symbol the data set uses. */
export interface ClassInfo {
  readonly symbol: string;
  readonly name: string;
}

/** Forward and backward passes made since the model was opened, counted in sequences (a half pass counts one half). */
export interface PassCount {
  readonly forward: number;
  readonly backward: number;
}

/** A model that scores whole sequences. */
export interface ScoresModel {
  readonly classes: readonly ClassInfo[];
  /** Unnormalised scores after the last step; returns [B, K]. */
  scores(x: SequenceBatch, options?: CallOptions): Promise<Float32Array>;
  /** Passes so far. */
  passes(): PassCount;
}

/** A model that scores every prefix in one pass. */
export interface StepScoresModel extends ScoresModel {
  /** Scores after each step, as if the sequence ended there; returns [B, T, K]. */
  scoresPerStep(x: SequenceBatch, options?: CallOptions): Promise<Float32Array>;
}

/** Which function of the scores is differentiated: s_c, p_c = softmax(s)_c, or log p_c. */
export type Objective = 'score' | 'probability' | 'log-probability';

/** A model that differentiates a class score with respect to its input. */
export interface ScoreGradientModel extends ScoresModel {
  /**
   * Scores [B, K], and the gradient [B, T, C] of the objective of each sequence's target class.
   *
   * @param targets one class index per sequence
   * @param objective default `score`
   */
  scoreGradient(
    x: SequenceBatch,
    targets: ArrayLike<number>,
    objective?: Objective,
    options?: CallOptions,
  ): Promise<{ scores: Float32Array; gradient: Float32Array }>;
}

/** A model that answers after every step, and differentiates all of its answers at once. */
export interface StepScoreGradientModel extends StepScoresModel {
  /**
   * Scores [B, T, K] after every step, and the gradient [B, T, C] of the sum over the steps of a sequence of the
   * objective of the step's own target.
   *
   * @param targets one class index per step, [B, T]
   * @param objective default `score`
   */
  stepsScoreGradient(
    x: SequenceBatch,
    targets: ArrayLike<number>,
    objective?: Objective,
    options?: CallOptions,
  ): Promise<{ scores: Float32Array; gradient: Float32Array }>;
}

/** A model that differentiates how far its scores are from given ones. */
export interface ScoreMatchModel extends ScoresModel {
  /**
   * Scores, and the gradient [B, T, C] of the sum of their squared differences from the reference: of the last scores,
   * [B, K], or where the reference has them of those after every step, [B, T, K].
   */
  matchGradient(
    x: SequenceBatch,
    reference: ArrayLike<number>,
    options?: CallOptions,
  ): Promise<{ scores: Float32Array; gradient: Float32Array }>;
}

/** Perturbed copies of base sequences, each equal to its base before some step. */
export interface Variants {
  /** The perturbed sequences, V of them. */
  readonly sequences: SequenceBatch;
  /** For each variant, the index of its base sequence. */
  readonly baseOf: ArrayLike<number>;
  /** For each variant, the first step at which it differs from its base (T when it does not). */
  readonly firstChange: ArrayLike<number>;
}

/** A model that resumes from the cached state of an unchanged prefix instead of reading it again. */
export interface PrefixModel extends ScoresModel {
  /** Scores [V, K] of the variants, and [B, K] of the bases; steps before `firstChange` are not recomputed. */
  scoresOfVariants(
    bases: SequenceBatch,
    variants: Variants,
    options?: CallOptions,
  ): Promise<{ baseScores: Float32Array; scores: Float32Array }>;
}

/** What single steps of sequences, or windows from a step on, are replaced with, one at a time. */
export interface StepVariants {
  /** Other inputs, S for each step, [B, T, S, C]; with a window [B, T, S, W, C]. */
  readonly others: Float32Array;
  /** S. */
  readonly samples: number;
  /** W, steps from there on that are others too; default 1. */
  readonly window?: number;
}

/** A model that takes one step from the state before it, whatever it reads there. */
export interface StepVariantsModel extends StepScoresModel {
  /**
   * Scores [B, T, S, K] after step t when x_t alone is another input, and with `gradient` the gradient [B, T, S, C] of
   * the objective to that input; linear in T, where prefixes take T^2 / 2 steps. Targets are one per sequence, [B], or
   * one per step, [B, T]. With a window W of more than 1, without gradients, the scores [B, T, S, W, K] after each of its
   * steps; what reaches beyond the end of a sequence says nothing.
   */
  scoresOfStepVariants(
    x: SequenceBatch,
    variants: StepVariants,
    options?: CallOptions & {
      gradient?: { readonly targets: ArrayLike<number>; readonly objective: Objective };
    },
  ): Promise<{ scores: Float32Array; gradient?: Float32Array }>;
}

/** A model whose cells can be seen: what is needed to carry a score back through its gates. */
export interface RecurrentCellsModel extends ScoresModel {
  /** A copy of the weights as they are now; changing it leaves the model as it is. */
  recurrentCells(): RecurrentCells;
}

/** A model that gives what it remembers of whole sequences. */
export interface HiddenStatesModel extends ScoresModel {
  /** Last hidden state of the last layer (both directions joined), [B, H]; a forward pass each. */
  hiddenStates(x: SequenceBatch, options?: CallOptions): Promise<Float32Array>;
}
