import type { SequenceBatch } from '@saliogram/core';
import type { Technique } from '@saliogram/explain';
import type { Beats } from '../../lib/app-state.ts';
import type { ModelFacts } from '../../lib/explanation.ts';

/** What looks inside a model and is shown beside the maps. */
const INSIDE = ['temporal-scores', 'class-mode'];

/** The techniques that the page shows and whose needs the model meets. */
export function offered(model: ModelFacts, all: readonly Technique[]): readonly Technique[] {
  return all.filter(
    ({ name, family, needs }) =>
      (family !== 'inside' || INSIDE.includes(name)) &&
      needs.every((need) => model.capabilities.includes(need)),
  );
}

/** Images that are drawn from; handing all of a large set to a worker would take longer than the method. */
const MOST_IMAGES = 1000;

/**
 * All beats of the recording, or the first images of a set, as data to draw from; null until they are found, so that what is
 * drawn does not depend on when.
 */
export function beatData(beats: Beats, areImages: boolean): SequenceBatch | null {
  const { complete, count, inputs, steps, channels } = beats;
  if (count === 0 || !(complete || areImages)) return null;
  const batch = areImages ? Math.min(count, MOST_IMAGES) : count;
  return { values: inputs.slice(0, batch * steps * channels), batch, steps, channels };
}
