import { useParts } from '../../services/use-parts.ts';
import type { Store } from '../../services/store.ts';
import { ModelCard } from './model-card.tsx';
import './model.css';

/** What is known of the models that are open: where they come from, how well they do, what they cannot see. */
export function ModelPanel({ store }: { store: Store }) {
  const { model, secondModel } = useParts(store, 'model', 'secondModel');
  const models = [model, secondModel].filter((one) => one !== null);
  if (models.length === 0) return <p>Open a model to see its card.</p>;
  return (
    <div class="model-cards">
      {models.map((one, i) => (
        <ModelCard key={i} model={one} />
      ))}
    </div>
  );
}
