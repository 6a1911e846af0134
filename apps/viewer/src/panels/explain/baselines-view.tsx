import { useState } from 'preact/hooks';
import type { AttributionMethod, BaselineName } from '@saliogram/explain';
import { Button } from '../../elements/button.tsx';
import { Select } from '../../elements/select.tsx';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { baselineWords } from '../../lib/maps/baseline-choice.ts';
import { mapTask } from '../../lib/maps/map-task.ts';
import type { MapMaterial } from '../../lib/maps/map-task.ts';
import { SLOW_MS, durationText } from '../../lib/maps/method-cost.ts';
import type { Explanations } from '../../services/explanations.ts';
import { useExplanations } from '../../services/use-explanations.ts';
import { PairView } from './pair-view.tsx';
import type { MethodCost } from './use-method-cost.ts';

/** What {@link BaselinesView} takes. */
export interface BaselinesViewProps {
  readonly beat: ExplainedBeat;
  /** Methods that have a baseline. */
  readonly methods: readonly AttributionMethod[];
  /** Name of the map that lies under the large trace. */
  readonly leading: string | null;
  readonly material: MapMaterial;
  readonly explanations: Explanations;
  readonly cost: MethodCost;
}

/** One method under two baselines side by side. */
export function BaselinesView(props: BaselinesViewProps) {
  const { beat, methods, leading, material, explanations, cost } = props;
  const [name, setName] = useState<string | null>(null);
  const [one, setOne] = useState<BaselineName>('zero');
  const [other, setOther] = useState<BaselineName>(beat.layout.image ? 'mean' : 'dominant-beat');
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const wished = name ?? leading;
  const method =
    methods.find((each) => each.name === wished) ??
    methods.find((each) => each.name === 'occlusion') ??
    methods[0];
  const pair = [one, other].map((baseline) => mapTask(beat, method, baseline, material));
  const missing = pair.find((each) => each.missing !== null)?.missing ?? null;
  const ms = cost(method);
  const isHeld = missing === null && !asked.has(method.name) && !(ms !== null && 2 * ms < SLOW_MS);
  const wanted = missing === null && !isHeld ? pair.map(({ task }) => task) : [];
  useExplanations(explanations, 'baselines', wanted);
  const words = baselineWords(beat.layout, beat.model.metadata.zero);
  const options = words.map((each) => ({ value: each.name, label: each.words }));
  const titleOf = (baseline: BaselineName): string =>
    `${method.title}, absent is: ${words.find((each) => each.name === baseline)?.words ?? baseline}`;
  return (
    <section class="explain-part" aria-label="Two baselines">
      <h3>One method under two baselines</h3>
      <div class="explain-tools">
        <Select
          label="Method"
          value={method.name}
          options={methods.map((each) => ({ value: each.name, label: each.title }))}
          onChange={setName}
        />
        <Select label="Absent is" value={one} options={options} onChange={setOne} />
        <Select label="against" value={other} options={options} onChange={setOther} />
      </div>
      {missing !== null && <p role="status">{missing}</p>}
      {isHeld && (
        <p role="status">
          {ms === null
            ? 'How fast the model is here is being measured. '
            : `Takes ${Number.isNaN(ms) ? 'as long as it does' : durationText(2 * ms)}. `}
          <Button onClick={() => setAsked(new Set(asked).add(method.name))}>Start</Button>
        </p>
      )}
      {missing === null && !isHeld && (
        <PairView
          beat={beat}
          waves={typeof material.waves === 'string' ? null : material.waves}
          maps={[
            { title: titleOf(one), explanation: explanations.of(pair[0].task).value },
            { title: titleOf(other), explanation: explanations.of(pair[1].task).value },
          ]}
        />
      )}
    </section>
  );
}
