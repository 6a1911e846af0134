import { argmax } from '@saliogram/core';
import { decisionTime } from '@saliogram/explain';
import type { DecisionTime } from '@saliogram/explain';
import type { StepProbabilities } from '../explanation.ts';
import type { BeatLayout } from './beat-layout.ts';
import { timeText } from './beat-layout.ts';

/** The class that is most likely after each step, [T]. */
export function heldClasses({ values, steps, classes }: StepProbabilities): number[] {
  return Array.from({ length: steps }, (_, t) => argmax(values, t * classes, (t + 1) * classes));
}

/** The decision that probabilities after each step, [T, K], lead to. */
export function decisionOf(probabilities: StepProbabilities): DecisionTime {
  return decisionTime(heldClasses(probabilities));
}

/** The decision in a sentence. */
export function decisionSentence(
  decision: DecisionTime,
  layout: BeatLayout,
  classes: readonly { readonly symbol: string }[],
): string {
  const symbol = (index: number): string => classes[index]?.symbol ?? '?';
  if (decision.changes === 0) {
    const what = layout.image ? 'strokes' : 'beat';
    return `The model holds ${symbol(decision.classIndex)} from the first step on: what it says before the ${what} is its habit, not evidence.`;
  }
  const read = `, with ${Math.round((100 * decision.step) / layout.steps)} % of the image read`;
  const from = layout.timeUnit === 'ms' ? ' from R' : layout.image ? read : '';
  const times = decision.changes === 1 ? 'once' : `${decision.changes} times`;
  return (
    `Settled at ${timeText(decision.step, layout)}${from}: from there the most likely class stays ` +
    `${symbol(decision.classIndex)} (before it was ${symbol(decision.before)}); it changed ${times} in all.`
  );
}
