import { SaliogramError } from '@saliogram/core';
import type { ScoresModel } from '@saliogram/core';
import { AAMI_CLASSES } from '@saliogram/datasets';
import type { ClassPreset } from '@saliogram/datasets';
import { mergeClasses } from '@saliogram/training';

/** The classes that a model is judged by: its own, or those of EC57. */
export const classSets = ['own', 'aami'] as const;
export type ClassSet = (typeof classSets)[number];

/** The EC57 class of each of the paper's five symbols. */
const aamiOf: Readonly<Record<string, string>> = { N: 'N', L: 'N', R: 'N', V: 'V', '/': 'Q' };

const symbolsOf = (classes: ScoresModel['classes']): string => classes.map(({ symbol }) => symbol).join(' ');
const aamiSymbols = symbolsOf(AAMI_CLASSES);

/** Which symbols of MIT-BIH make the classes that a model has. */
export function presetOf(model: ScoresModel): ClassPreset {
  return symbolsOf(model.classes) === aamiSymbols ? 'aami' : 'paper-5';
}

/**
 * A model of the paper's classes as one of EC57's, where L and R are N, and S and F are never decided.
 *
 * @throws `model-mismatch` for a model of other classes
 */
export function asAami(model: ScoresModel): ScoresModel {
  if (symbolsOf(model.classes) === aamiSymbols) return model;
  const classOf = model.classes.map(({ symbol }) =>
    AAMI_CLASSES.findIndex((info) => info.symbol === aamiOf[symbol]),
  );
  if (classOf.includes(-1)) {
    throw new SaliogramError(
      'model-mismatch',
      `--classes aami: the model has classes ${symbolsOf(model.classes)}, expected those of ${Object.keys(aamiOf).join(' ')} or ${aamiSymbols}`,
      { details: { classes: symbolsOf(model.classes) } },
    );
  }
  return mergeClasses(model, AAMI_CLASSES, classOf);
}
