import type { SequenceBatch } from '@saliogram/core';
import type { Technique } from '@saliogram/explain';
import type { Beats } from '../../lib/app-state.ts';
import type { ModelFacts } from '../../lib/explanation.ts';

/** The techniques whose needs the model meets. */
export function offered(model: ModelFacts, all: readonly Technique[]): readonly Technique[] {
  return all.filter(({ needs }) => needs.every((need) => model.capabilities.includes(need)));
}

/** All beats of the recording as data to draw from; null until they are found, so that what is drawn does not depend on when. */
export function beatData({ complete, count, inputs, steps, channels }: Beats): SequenceBatch | null {
  return complete && count > 0 ? { values: inputs, batch: count, steps, channels } : null;
}
