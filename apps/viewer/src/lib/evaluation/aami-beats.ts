import { argmax } from '@saliogram/core';
import type { ClassInfo } from '@saliogram/core';
import { AAMI_NAMES, labelOf } from '../labels.ts';
import type { EvaluatedBeat } from './evaluated-beats.ts';

/** The classes of ANSI/AAMI EC57. */
export const AAMI_CLASSES: readonly ClassInfo[] = (['N', 'S', 'V', 'F', 'Q'] as const).map((symbol) => ({
  symbol,
  name: AAMI_NAMES[symbol],
}));

/**
 * A beat in the classes of AAMI: the probability of each is the sum over the model's classes that belong to it, and the
 * most likely one is the label.
 *
 * @param symbols of the model's classes, K
 */
export function aamiBeat(beat: EvaluatedBeat, symbols: readonly string[]): EvaluatedBeat {
  const probabilities = new Float32Array(AAMI_CLASSES.length);
  symbols.forEach((symbol, k) => {
    const at = AAMI_CLASSES.findIndex((each) => each.symbol === labelOf(symbol).aami);
    if (at >= 0) probabilities[at] += beat.probabilities[k];
  });
  const decided = argmax(probabilities);
  const model = AAMI_CLASSES[decided].symbol;
  const reference = labelOf(beat.reference).aami;
  // Sums of rounded shares may come to a little more than 1.
  const probability = Math.min(1, probabilities[decided]);
  const said = { reference, model, probability, doubt: 1 - probability, disagrees: reference !== model };
  return { ...beat, ...said, probabilities };
}
