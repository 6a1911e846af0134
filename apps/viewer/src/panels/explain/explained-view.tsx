import { useState } from 'preact/hooks';
import { argmax } from '@saliogram/core';
import { techniques } from '@saliogram/explain';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { taskOf } from '../../lib/explained-beat.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import { explanationsOf } from '../../services/explanations.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';
import { BeatStage } from './beat-stage.tsx';
import { ClassModes } from './class-modes.tsx';
import { ImageStage } from './image-stage.tsx';
import { InsideView } from './inside/index.tsx';
import { MapsView } from './maps-view.tsx';
import { offered } from './offered-methods.ts';
import { ScoresView } from './scores-view.tsx';
import { TargetChoice } from './target-choice.tsx';
import { useMaps } from './use-maps.ts';
import { WhatIf } from './what-if/what-if.tsx';

/** What {@link ExplainedView} takes. */
export interface ExplainedViewProps {
  readonly beat: ExplainedBeat;
  readonly store: Store;
  readonly explainer: Explainer;
  readonly reader: RecordingReader;
}

/** Everything that is said of one beat. */
export function ExplainedView({ beat, store, explainer, reader }: ExplainedViewProps) {
  const names = usePart(store, (state) => state.view.methods);
  const [leading, setLeading] = useState<string | null>(null);
  const explanations = explanationsOf(store, explainer);
  const able = offered(beat.model, techniques);
  const scoresTask = taskOf(beat, { name: 'temporal-scores', title: 'Temporal output scores' });
  const known = explanations.of(scoresTask).value.stepProbabilities;
  // A beat that is looked at before all are classified has its class from its own scores.
  const final = known?.values.slice(-known.classes) ?? null;
  const predicted = beat.predicted >= 0 ? beat.predicted : final ? argmax(final) : -1;
  const target = beat.target >= 0 ? beat.target : predicted;
  const seen = { ...beat, predicted, target };
  const maps = useMaps({ beat: seen, store, explainer, reader, able, scoresTask });
  const lead = maps.shown.find(({ task }) => task.method === leading) ?? maps.shown[0] ?? null;
  const said = <TargetChoice beat={seen} final={final} store={store} />;
  const isShown = (name: string): boolean =>
    names.includes(name) && able.some((technique) => technique.name === name);
  return (
    <section class="explain" aria-label="Explanation">
      {seen.layout.image ? (
        <ImageStage {...{ beat: seen, lead, final, store, explainer }}>{said}</ImageStage>
      ) : (
        <BeatStage {...{ beat: seen, lead, final, store, explainer, reader }}>{said}</BeatStage>
      )}
      {seen.layout.timeUnit === 'ms' && <WhatIf {...{ beat: seen, final, store, explainer, reader }} />}
      <MapsView {...{ beat: seen, store, explainer, able, maps, lead }} onLead={setLeading} />
      {isShown('temporal-scores') && <ScoresView beat={seen} explanation={maps.scores} />}
      {target >= 0 && ['cell-traces', 'memory-span', 'unit-knock-out'].some(isShown) && (
        <InsideView {...{ beat: seen, store, explainer, isShown, cost: maps.cost }} />
      )}
      {isShown('class-mode') && <ClassModes beat={seen} store={store} explainer={explainer} />}
    </section>
  );
}
