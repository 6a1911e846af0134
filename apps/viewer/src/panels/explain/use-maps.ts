import { useState } from 'preact/hooks';
import { attributionMethods } from '@saliogram/explain';
import type { AttributionMethod, Technique } from '@saliogram/explain';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { taskOf } from '../../lib/explained-beat.ts';
import type { Explanation, ExplanationTask } from '../../lib/explanation-task.ts';
import { mapTask } from '../../lib/maps/map-task.ts';
import type { MapMaterial } from '../../lib/maps/map-task.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import { explanationsOf } from '../../services/explanations.ts';
import type { Store } from '../../services/store.ts';
import { useExplanations } from '../../services/use-explanations.ts';
import { useParts } from '../../services/use-parts.ts';
import type { Control } from './control-strips.tsx';
import type { Shown } from './shown.ts';
import { useMapMaterial } from './use-map-material.ts';
import { useMethodCost } from './use-method-cost.ts';
import type { MethodCost } from './use-method-cost.ts';
import { isAlwaysComputed, useShownMaps } from './use-shown-maps.ts';

/** What {@link useMaps} takes. */
export interface MapsSource {
  readonly beat: ExplainedBeat;
  readonly store: Store;
  readonly explainer: Explainer;
  readonly reader: RecordingReader;
  /** What the model can do. */
  readonly able: readonly Technique[];
  readonly scoresTask: ExplanationTask;
}

/** The maps of a beat and what belongs to them. */
export interface Maps {
  /** Scores over time. */
  readonly scores: Explanation;
  readonly shown: readonly Shown[];
  /** Methods that the model can do. */
  readonly methods: readonly AttributionMethod[];
  readonly material: MapMaterial;
  readonly cost: MethodCost;
  /** Asks for the speed of the model, so that costs are known. */
  readonly wantCosts: (isWanted: boolean) => void;
  /** Maps that know no model, laid beside the others. */
  readonly controls: readonly Control[];
  readonly areControlsShown: boolean;
  readonly showControls: (areShown: boolean) => void;
}

/** The maps that the reader chose of a beat, under the reader's baseline, and the controls beside them. */
export function useMaps({ beat, store, explainer, reader, able, scoresTask }: MapsSource): Maps {
  const { view } = useParts(store, 'view');
  const [areCostsWanted, wantCosts] = useState(false);
  const [areControlsShown, showControls] = useState(false);
  const explanations = explanationsOf(store, explainer);
  const material = useMapMaterial(store, reader, beat);
  const methods = attributionMethods.filter((method) => able.includes(method));
  const chosen = methods.filter(({ name }) => view.methods.includes(name));
  const cost = useMethodCost(
    store,
    explainer,
    beat,
    areCostsWanted || chosen.some(({ name, family }) => family !== 'control' && !isAlwaysComputed(name)),
  );
  const tasks = beat.target < 0 ? [] : chosen;
  const { first, maps } = useShownMaps(
    explanations,
    scoresTask,
    tasks.map((method) => ({ method, ...mapTask(beat, method, view.baseline, material) })),
    cost,
  );
  const beside =
    areControlsShown && beat.target >= 0 ? methods.filter(({ family }) => family === 'control') : [];
  const found = useExplanations(
    explanations,
    'controls',
    beside.map((method) => taskOf(beat, method)),
  );
  const controls = beside.map(({ name, title }, i) => ({ name, title, attribution: found[i].attribution }));
  return {
    scores: first,
    shown: maps,
    methods,
    material,
    cost,
    wantCosts,
    controls,
    areControlsShown,
    showControls,
  };
}
