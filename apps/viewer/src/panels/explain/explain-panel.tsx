import { useMemo } from 'preact/hooks';
import type { Explainer } from '../../lib/explanation.ts';
import { caseWords } from '../../lib/case-words.ts';
import { explainedBeat } from '../../lib/explained-beat.ts';
import { modelMisfit } from '../../lib/model-misfit.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import { isRevealed } from '../../lib/review.ts';
import { useParts } from '../../services/use-parts.ts';
import type { Store } from '../../services/store.ts';
import { BlindTrace } from './blind-trace.tsx';
import { ExplainedView } from './explained-view.tsx';
import './explain.css';
import './maps.css';

/** What {@link ExplainPanel} takes. */
export interface ExplainPanelProps {
  readonly store: Store;
  readonly explainer: Explainer;
  readonly reader: RecordingReader;
}

/** Why the model called the chosen beat what it did: the beat large, a map per method, scores over time, a probe. */
export function ExplainPanel({ store, explainer, reader }: ExplainPanelProps) {
  const parts = useParts(store, 'beats', 'model', 'recording', 'references', 'view', 'settings', 'work');
  const { beats, model, recording, references, view } = parts;
  const beat = useMemo(
    () => explainedBeat({ beats, model, recording, references, view }),
    [beats, model, recording, references, view.beat, view.target],
  );
  if (!recording) return <Nothing>Open a recording to see why its beats are called what they are.</Nothing>;
  if (!model) return <Nothing>Open a model to see what it looks for.</Nothing>;
  const misfit = modelMisfit(recording, model);
  if (misfit !== null) return <Nothing>{misfit}</Nothing>;
  const { one, many } = caseWords(recording);
  if (!beat) {
    return (
      <Nothing>
        {beats.count === 0 && !beats.complete ? `Looking for ${many} ...` : `Choose one ${one} above.`}
      </Nothing>
    );
  }
  if (!isRevealed(parts, beat.peak)) return <BlindTrace beat={beat} />;
  return <ExplainedView key={model.digest} beat={beat} store={store} explainer={explainer} reader={reader} />;
}

function Nothing({ children }: { children: string }) {
  return <p class="explain-nothing">{children}</p>;
}
