import { readsDigits } from '../../lib/beat-preprocessing.ts';
import { caseWords } from '../../lib/case-words.ts';
import { makingRows, modelRows } from '../../lib/model-card/model-card.ts';
import { modelLimits } from '../../lib/model-card/model-limits.ts';
import { splitCards } from '../../lib/model-card/split-card.ts';
import type { ModelFacts } from '../../lib/explanation.ts';
import { RESEARCH_NOTICE } from '../../lib/research-notice.ts';
import { SplitView } from './split-view.tsx';

/** The card of one model, from what its file says of it. */
export function ModelCard({ model }: { model: ModelFacts }) {
  const isOfImages = readsDigits(model.metadata.preprocessing);
  const words = caseWords(isOfImages ? { images: true } : null);
  const splits = splitCards(model.metadata.metrics, model.classes);
  return (
    <article class="model-card" aria-label={`Model card of ${model.name}`}>
      <h2>{model.name}</h2>
      <section class="limits">
        <h3>What it cannot see</h3>
        <ul>
          <li>
            <strong>{RESEARCH_NOTICE}</strong>
          </li>
          {modelLimits(model, splits).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      <Rows rows={modelRows(model)} />
      <h3>How well it does</h3>
      {splits.length === 0 && (
        <p>The file holds no figures; its labels were never measured, as far as it says.</p>
      )}
      {splits.map((split) => (
        <SplitView key={split.name} split={split} words={words} />
      ))}
      <h3>How it was made</h3>
      <details>
        <summary>Preprocessing, training, seeds and hashes</summary>
        <Rows rows={makingRows(model)} />
      </details>
    </article>
  );
}

function Rows({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl>
      {rows.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
    </dl>
  );
}
