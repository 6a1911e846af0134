import { useState } from 'preact/hooks';
import type { Technique } from '@saliogram/explain';
import { Button } from '../../elements/button.tsx';
import { Select } from '../../elements/select.tsx';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { baselineWords } from '../../lib/maps/baseline-choice.ts';
import { heatOfSteps } from '../../lib/maps/map-agreement.ts';
import { durationText } from '../../lib/maps/method-cost.ts';
import { explanationsOf } from '../../services/explanations.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';
import { verdictsOf } from '../../services/verdicts.ts';
import { AgreementMatrix } from './agreement-matrix.tsx';
import { BaselinesView } from './baselines-view.tsx';
import { MethodCard } from './method-card.tsx';
import { MethodChoice } from './method-choice.tsx';
import { PairView } from './pair-view.tsx';
import type { Shown } from './shown.ts';
import { TrustChip } from './trust-chip.tsx';
import type { Maps } from './use-maps.ts';

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
  const ofBaselines = maps.methods.filter(({ defaults }) => 'baseline' in defaults);
  return (
    <>
      <div class="explain-head">
        <h2>Maps by method</h2>
        <MapTools {...props} {...{ areBaselinesShown, showBaselines }} />
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

interface MapToolsProps extends MapsViewProps {
  readonly areBaselinesShown: boolean;
  readonly showBaselines: (areShown: boolean) => void;
}

function MapTools({ beat, store, able, maps, areBaselinesShown, showBaselines }: MapToolsProps) {
  const view = usePart(store, (state) => state.view);
  const words = baselineWords(beat.layout, beat.model.metadata.zero);
  return (
    <div class="explain-tools">
      <Select
        label="Absent is"
        value={view.baseline ?? ''}
        options={[
          { value: '', label: 'each method’s own' },
          ...words.map(({ name, words: label }) => ({ value: name, label })),
        ]}
        onChange={(value) =>
          store.change((state) => ({
            ...state,
            view: { ...state.view, baseline: value === '' ? null : value },
          }))
        }
      />
      <Button
        pressed={areBaselinesShown}
        onClick={() => {
          maps.wantCosts(true);
          showBaselines(!areBaselinesShown);
        }}
        title="One method under two answers to what stands for an absent input"
      >
        Compare two
      </Button>
      <Button
        pressed={maps.areControlsShown}
        onClick={() => maps.showControls(!maps.areControlsShown)}
        title="Below every map what a map without any knowledge of the model looks like: the size of the input, and chance"
      >
        Beside |x| and chance
      </Button>
      <MethodChoice
        offered={able}
        chosen={view.methods}
        cost={maps.cost}
        onOpen={(isOpen) => isOpen && maps.wantCosts(true)}
        store={store}
      />
    </div>
  );
}

function MapCards({ beat, store, explainer, maps, lead, onLead }: MapsViewProps) {
  const explanations = explanationsOf(store, explainer);
  const verdicts = verdictsOf(store, explainer);
  const waves = typeof maps.material.waves === 'string' ? null : maps.material.waves;
  const ms = verdicts.lastMs();
  return (
    <div class="explain-cards">
      {maps.shown.map((each) => {
        const { task, explanation } = each;
        const { attribution } = explanation;
        const others = maps.shown.flatMap(({ task: { method }, explanation: { attribution: other } }) =>
          other && method !== task.method && !isControl(maps, method) ? [other] : [],
        );
        return (
          <MethodCard
            key={task.method}
            {...each}
            {...{ beat, waves, controls: maps.controls, explanations }}
            isLeading={each === lead}
            onLead={() => onLead(task.method)}
          >
            {attribution && (
              <TrustChip
                {...{ task, verdicts }}
                time={ms === null ? 'some seconds' : durationText(ms)}
                onSeek={() => verdicts.seek(task, attribution, others)}
              />
            )}
          </MethodCard>
        );
      })}
    </div>
  );
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
