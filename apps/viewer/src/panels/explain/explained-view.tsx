import { useMemo, useState } from 'preact/hooks';
import { argmax } from '@saliogram/core';
import { attributionMethods, heatOf, techniques } from '@saliogram/explain';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { taskOf } from '../../lib/explained-beat.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import { explanationsOf } from '../../services/explanations.ts';
import type { Store } from '../../services/store.ts';
import { useExplanations } from '../../services/use-explanations.ts';
import { usePart } from '../../services/use-parts.ts';
import { AgreementTable } from './agreement-table.tsx';
import { BeatStage } from './beat-stage.tsx';
import { ClassModes } from './class-modes.tsx';
import { ImageStage } from './image-stage.tsx';
import { beatData, offered } from './offered-methods.ts';
import { MethodCard } from './method-card.tsx';
import { MethodChoice } from './method-choice.tsx';
import { ScoresView } from './scores-view.tsx';
import type { Shown } from './shown.ts';
import { TargetChoice } from './target-choice.tsx';
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
  const beats = usePart(store, (state) => state.beats);
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
  const methods = attributionMethods.filter((method) => names.includes(method.name) && able.includes(method));
  const data = useMemo(
    () => beatData(beats, beat.layout.image !== undefined),
    [beats.inputs, beats.complete, beat.layout.image],
  );
  const ready = methods.filter((method) => target >= 0 && (!('data' in method.defaults) || data));
  const tasks = ready.map((method) => ({
    ...taskOf(seen, method),
    ...('data' in method.defaults && data && { data }),
  }));
  const [scores, ...maps] = useExplanations(explanations, 'explain', [scoresTask, ...tasks]);
  const shown: Shown[] = tasks.map((task, i) => ({ task, explanation: maps[i] }));
  const lead = shown.find(({ task }) => task.method === leading) ?? shown[0] ?? null;
  const done = shown.flatMap(({ task, explanation: { attribution } }) =>
    attribution ? [{ title: task.title, heat: heatOf(attribution) }] : [],
  );
  const said = <TargetChoice beat={seen} final={final} store={store} />;
  return (
    <section class="explain" aria-label="Explanation">
      {seen.layout.image ? (
        <ImageStage {...{ beat: seen, lead, final, store, explainer }}>{said}</ImageStage>
      ) : (
        <BeatStage {...{ beat: seen, lead, final, store, explainer, reader }}>{said}</BeatStage>
      )}
      {seen.layout.timeUnit === 'ms' && <WhatIf {...{ beat: seen, final, store, explainer, reader }} />}
      <div class="explain-head">
        <h2>Maps by method</h2>
        <MethodChoice offered={able} chosen={names} store={store} />
      </div>
      <div class="explain-cards">
        {shown.map((each) => (
          <MethodCard
            key={each.task.method}
            {...each}
            beat={seen}
            isLeading={each === lead}
            onLead={() => setLeading(each.task.method)}
            explanations={explanations}
          />
        ))}
        {methods.length > ready.length && target >= 0 && (
          <p class="explain-wait">Augmented occlusion draws from all beats and waits until they are found.</p>
        )}
      </div>
      <AgreementTable maps={done} />
      {names.includes('temporal-scores') && able.some(({ name }) => name === 'temporal-scores') && (
        <ScoresView beat={seen} explanation={scores} />
      )}
      {names.includes('class-mode') && able.some(({ name }) => name === 'class-mode') && (
        <ClassModes beat={seen} store={store} explainer={explainer} />
      )}
    </section>
  );
}
