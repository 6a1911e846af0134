import type { Explainer } from '../../lib/explanation.ts';
import { modelMisfit } from '../../lib/model-misfit.ts';
import { aggregatorOf } from '../../services/aggregating.ts';
import type { Store } from '../../services/store.ts';
import { useParts } from '../../services/use-parts.ts';
import { ClassPictures } from './class-pictures.tsx';
import './aggregate.css';

/** Where the model looks in the beats of each class, all of them together. */
export function AggregatePanel({ store, explainer }: { store: Store; explainer: Explainer }) {
  const { recording, model } = useParts(store, 'recording', 'model');
  if (!recording || !model)
    return <p class="hint">Open a recording and a model to see all beats together.</p>;
  const misfit = modelMisfit(recording, model);
  if (misfit !== null) return <p class="hint">{misfit}</p>;
  return (
    <div class="aggregate">
      <ClassPictures store={store} aggregator={aggregatorOf(store, explainer)} />
    </div>
  );
}
