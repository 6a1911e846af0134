import type { Technique } from '@saliogram/explain';
import type { ModelFacts } from '../../lib/explanation.ts';

/** What looks inside a model and is shown below the maps; neighbours and counterfactuals are part of the comparison. */
const INSIDE = ['temporal-scores', 'class-mode', 'cell-traces', 'unit-knock-out', 'memory-span'];

/** The techniques that the page shows and whose needs the model meets. */
export function offered(model: ModelFacts, all: readonly Technique[]): readonly Technique[] {
  return all.filter(
    ({ name, family, needs }) =>
      (family !== 'inside' || INSIDE.includes(name)) &&
      needs.every((need) => model.capabilities.includes(need)),
  );
}
