import { useState } from 'preact/hooks';
import type { Technique } from '@saliogram/explain';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { taskKey } from '../../lib/explanation-task.ts';
import { heatOfSteps } from '../../lib/maps/map-agreement.ts';
import { durationText } from '../../lib/maps/method-cost.ts';
import { explanationsOf } from '../../services/explanations.ts';
import type { Store } from '../../services/store.ts';
import { verdictsOf } from '../../services/verdicts.ts';
import type { JudgedMap } from '../../services/verdicts.ts';
import { AgreementMatrix } from './agreement-matrix.tsx';
import { BaselinesView } from './baselines-view.tsx';
import { MapTools } from './map-tools.tsx';
import { MethodCard } from './method-card.tsx';
import { PairView } from './pair-view.tsx';
import type { Shown } from './shown.ts';
import { TrustChip } from './trust-chip.tsx';
import type { Maps } from './use-maps.ts';
import { useVerdictCost } from './use-verdict-cost.ts';

/** What {@link MapsView} takes. */
export interface MapsViewProps {
  readonly beat: ExplainedBeat;
  readonly store: Store;
  readonly explainer: Explainer;
  readonly able: readonly Technique[];
  readonly maps: Maps;
  /** The map that lies under the large trace. */
  readonly lead: Shown | null;
  readonly onLead: (method: string) => void;
}

/** The maps side by side, what they are compared with, and how far they agree. */
export function MapsView(props: MapsViewProps) {
  const { beat, store, explainer, maps, lead } = props;
  const [areBaselinesShown, showBaselines] = useState(false);
  const explanations = explanationsOf(store, explainer);
  const verdicts = verdictsOf(store, explainer);
  const untested = judgedMaps(maps).filter(({ task }) => !verdicts.known.value.has(taskKey(task)));
  const ofBaselines = maps.methods.filter(({ defaults }) => 'baseline' in defaults);
  return (
    <>
      <div class="explain-head">
        <h2>Maps by method</h2>
        <MapTools
          {...{ beat, store, maps, areBaselinesShown, showBaselines }}
          offered={props.able}
          onTest={untested.length > 1 ? () => untested.forEach((map) => verdicts.seek(map)) : null}
        />
      </div>
      <MapCards {...props} />
      {areBaselinesShown && beat.target >= 0 && (
        <BaselinesView
          {...{ beat, explanations, methods: ofBaselines, material: maps.material, cost: maps.cost }}
          leading={lead?.task.method ?? null}
        />
      )}
      <Agreement beat={beat} maps={maps} />
    </>
  );
}

function MapCards({ beat, store, explainer, maps, lead, onLead }: MapsViewProps) {
  const explanations = explanationsOf(store, explainer);
  const verdicts = verdictsOf(store, explainer);
  const verdictCost = useVerdictCost(store, explainer, beat, maps.shown);
  const waves = typeof maps.material.waves === 'string' ? null : maps.material.waves;
  const judged = judgedMaps(maps);
  return (
    <div class="explain-cards">
      {maps.shown.map((each) => {
        const { task } = each;
        const own = judged.find((map) => map.task === task);
        const ms = verdictCost(each);
        return (
          <MethodCard
            key={task.method}
            {...each}
            {...{ beat, waves, explanations }}
            controls={maps.controls.filter(({ name }) => name !== task.method)}
            isLeading={each === lead}
            onLead={() => onLead(task.method)}
          >
            {own && (
              <TrustChip
                {...{ task, verdicts }}
                time={ms === null ? '' : durationText(ms)}
                onSeek={() => verdicts.seek(own)}
              />
            )}
          </MethodCard>
        );
      })}
    </div>
  );
}

/** The maps that are there, each with those it is held against: a map that knows no model is no witness. */
function judgedMaps(maps: Maps): JudgedMap[] {
  const there = maps.shown.flatMap(({ task, explanation: { attribution } }) =>
    attribution ? [{ task, attribution }] : [],
  );
  const witnesses = there.filter(({ task }) => !isControl(maps, task.method));
  return there.map(({ task, attribution }) => ({
    task,
    attribution,
    others: witnesses.flatMap((each) => (each.task === task ? [] : [each.attribution])),
  }));
}

function isControl({ methods }: Maps, name: string): boolean {
  return methods.some((method) => method.name === name && method.family === 'control');
}

/** The maps that are computed, and those of the controls where they are shown, against each other. */
function Agreement({ beat, maps }: { beat: ExplainedBeat; maps: Maps }) {
  const [chosen, setChosen] = useState<readonly [string, string] | null>(null);
  const own = maps.shown.flatMap(({ task: { title }, explanation }) =>
    explanation.attribution ? [{ title, explanation }] : [],
  );
  const pair = chosen?.map((title) => own.findIndex((map) => map.title === title)) ?? [];
  const isShown = pair.length === 2 && pair.every((i) => i >= 0);
  const waves = typeof maps.material.waves === 'string' ? null : maps.material.waves;
  const named = own.flatMap(({ title, explanation: { attribution } }) =>
    attribution ? [{ title, heat: heatOfSteps(attribution) }] : [],
  );
  return (
    <>
      <AgreementMatrix
        maps={named}
        pair={isShown ? [pair[0], pair[1]] : null}
        onPair={([i, j]) => setChosen([own[i].title, own[j].title])}
      />
      {isShown && (
        <PairView {...{ beat, waves }} maps={[own[pair[0]], own[pair[1]]]} onClose={() => setChosen(null)} />
      )}
    </>
  );
}
