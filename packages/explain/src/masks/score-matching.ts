import type { Objective, ScoreGradientModel, ScoreMatchModel, SequenceBatch } from '@saliogram/core';
import { callOptions, scoresInBatches } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { objectiveValue } from '../attribution/objective-value.ts';
import { lengthOf } from '../attribution/sequence-end.ts';
import { scoresAfterSteps } from '../perturbation/step-answers.ts';

/**
 * What of a model's answers is to be matched: the objective of the explained `class`, all `scores` after the last step, or
 * those after `every-step`.
 */
export type Matched = 'class' | 'scores' | 'every-step';

export const MATCHED: readonly Matched[] = ['class', 'scores', 'every-step'];

/** How far answers are from those to be matched. */
export interface MatchAnswer {
  /** Mean squared difference over what is matched of each sequence, [B]. */
  readonly distance: Float64Array;
  /** Its gradient to the input, [B, T, C]. */
  readonly slope: Float32Array;
}

/** Compares the answers to perturbed copies of sequences `rows` with those that were given. */
export type Matching = (copies: SequenceBatch, rows: readonly number[]) => Promise<MatchAnswer>;

/**
 * Asks for the answers to `wanted`, and returns how to compare others with them.
 *
 * @throws `model-mismatch` for a model that cannot differentiate what is matched
 */
export async function matchingOf(
  method: string,
  model: ScoreGradientModel,
  wanted: SequenceBatch,
  { matches, objective, targets }: { matches: Matched; objective: Objective; targets: Int32Array },
  options: RunOptions,
): Promise<Matching> {
  if (matches !== 'class') {
    requireCapability(model, 'matchGradient', method);
    return allScores(model, wanted, matches === 'every-step', options);
  }
  requireCapability(model, 'scoreGradient', method);
  const classes = model.classes.length;
  const scores = await scoresInBatches(model, wanted, method, { ...options, onEvent: () => undefined });
  return async (copies, rows) => {
    const own = rows.map((row) => targets[row]);
    const answer = await model.scoreGradient(copies, own, objective, callOptions(options));
    const difference = Float64Array.from(
      rows,
      (row, i) =>
        objectiveValue(answer.scores, i, classes, targets[row], objective) -
        objectiveValue(scores, row, classes, targets[row], objective),
    );
    const size = copies.steps * copies.channels;
    return {
      distance: difference.map((d) => d ** 2),
      slope: answer.gradient.map((g, j) => 2 * difference[Math.floor(j / size)] * g),
    };
  };
}

async function allScores(
  model: ScoreMatchModel,
  wanted: SequenceBatch,
  everyStep: boolean,
  options: RunOptions,
): Promise<Matching> {
  const quiet = { ...options, onEvent: () => undefined };
  const scores = everyStep
    ? await scoresAfterSteps(model, wanted, quiet)
    : await scoresInBatches(model, wanted, 'scores', quiet);
  const classes = model.classes.length;
  const per = everyStep ? wanted.steps * classes : classes;
  return async (copies, rows) => {
    const reference = new Float32Array(rows.length * per);
    rows.forEach((row, i) => reference.set(scores.subarray(row * per, (row + 1) * per), i * per));
    const answer = await model.matchGradient(copies, reference, callOptions(options));
    const matched = rows.map((_, i) => (everyStep ? lengthOf(copies, i) : 1) * classes);
    const distance = Float64Array.from(rows, (_, i) => {
      let sum = 0;
      for (let k = i * per; k < i * per + matched[i]; k++) sum += (answer.scores[k] - reference[k]) ** 2;
      return sum / matched[i];
    });
    const size = copies.steps * copies.channels;
    return { distance, slope: answer.gradient.map((g, j) => g / matched[Math.floor(j / size)]) };
  };
}
