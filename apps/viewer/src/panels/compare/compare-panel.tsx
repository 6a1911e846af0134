import { useMemo } from 'preact/hooks';
import type { Explainer } from '../../lib/explanation.ts';
import { caseWords } from '../../lib/case-words.ts';
import { explainedBeat } from '../../lib/explained-beat.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import { isRevealed } from '../../lib/review.ts';
import { explanationsOf } from '../../services/explanations.ts';
import type { Store } from '../../services/store.ts';
import { useParts } from '../../services/use-parts.ts';
import { CounterfactualView } from './counterfactual-view.tsx';
import { KindredView } from './kindred-view.tsx';
import { TrainingNeighbours } from './training-neighbours.tsx';
import { TwoModelsView } from './two-models-view.tsx';
import { WhyNotView } from './why-not-view.tsx';
import './compare.css';

/** What {@link ComparePanel} takes. */
export interface ComparePanelProps {
  readonly store: Store;
  readonly explainer: Explainer;
  readonly reader: RecordingReader;
}

/** The chosen beat against another class, against its kind in this recording, and under a second model. */
export function ComparePanel({ store, explainer, reader }: ComparePanelProps) {
  const parts = useParts(store, 'beats', 'model', 'recording', 'references', 'view', 'settings', 'work');
  const { beats, model, recording, references, view } = parts;
  const beat = useMemo(
    () => explainedBeat({ beats, model, recording, references, view }),
    [beats, model, recording, references, view.beat, view.target],
  );
  const { one } = caseWords(recording);
  if (!beat) return <p class="compare-nothing">Choose one {one} above to compare it.</p>;
  if (!isRevealed(parts, beat.peak)) {
    return (
      <p class="compare-nothing" role="status">
        Blind reading: give this {one} a label first; it is compared afterwards.
      </p>
    );
  }
  if (beat.predicted < 0) {
    return (
      <p class="compare-nothing" role="status">
        The model has not looked at this {one} yet ...
      </p>
    );
  }
  const explanations = explanationsOf(store, explainer);
  return (
    <section class="compare" aria-label="Comparison">
      <WhyNotView beat={beat} beats={beats} explanations={explanations}>
        {(other) => (
          <>
            <TrainingNeighbours {...{ beat, other, store, explainer }} />
            <CounterfactualView {...{ beat, other, store, explainer, reader }} />
          </>
        )}
      </WhyNotView>
      <KindredView beat={beat} store={store} explainer={explainer} />
      <TwoModelsView beat={beat} store={store} explanations={explanations} />
    </section>
  );
}
