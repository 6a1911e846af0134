import { SaliogramError } from '@saliogram/core';
import type { ScoresModel } from '@saliogram/core';
import { TEMPORAL_SCORES, chooseMethods } from '../explanation/choose-methods.ts';
import type { ChosenMethods } from '../explanation/choose-methods.ts';
import { optionsOfMethods } from '../explanation/method-options.ts';
import type { EvaluationSettings } from './evaluation-settings.ts';
import type { SequencesToExplain } from './sequences-to-explain.ts';

/**
 * The methods of an evaluation; the controls are in every table, and are not asked for.
 *
 * @throws `argument-invalid` for a name that is none, or where none is left that divides a decision among steps
 */
export function methodsToEvaluate({ methods, slow }: EvaluationSettings, model: ScoresModel): ChosenMethods {
  const chosen = chooseMethods(methods, model, slow);
  const names = chosen.names.filter((name) => name !== 'random-heat' && name !== 'magnitude');
  if (names.includes(TEMPORAL_SCORES) || names.length === 0) {
    throw new SaliogramError(
      'argument-invalid',
      `--methods: got ${chosen.names.join(', ')}, expected methods that divide a decision among steps; "saliogram methods" lists them`,
    );
  }
  return { ...chosen, names };
}

/** The options of each method, with the baseline for every method that has one: without, each would have its own. */
export function evaluationOptions(
  names: readonly string[],
  { baseline, set, seed }: EvaluationSettings,
  sequences: SequencesToExplain,
): ReturnType<typeof optionsOfMethods> {
  // Zero is what all methods have that do not draw from data, which keep their own.
  const given = baseline === '0' ? undefined : baseline;
  return optionsOfMethods(names, { baseline: given, set, seed, paper: false }, sequences);
}
