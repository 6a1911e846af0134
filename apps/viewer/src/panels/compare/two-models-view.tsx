import { useMemo, useState } from 'preact/hooks';
import { attributionMethods, heatOf } from '@saliogram/explain';
import { Picture } from '../../elements/picture.tsx';
import { Select } from '../../elements/select.tsx';
import { useWidth } from '../../elements/use-width.ts';
import type { ModelFacts } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { taskOf } from '../../lib/explained-beat.ts';
import type { Explanation } from '../../lib/explanation-task.ts';
import { drawsFromOthers } from '../../lib/maps/baseline-choice.ts';
import { agreementText, rankCorrelation } from '../../lib/saliency/rank-correlation.ts';
import { regionSentence } from '../../lib/saliency/region-shares.ts';
import { pictureHeight } from '../../lib/saliency/image-frame.ts';
import { saliencyPicture } from '../../lib/saliency/saliency-picture.ts';
import { whyNotAlike } from '../../lib/saliency/same-input.ts';
import { shownHeat } from '../../lib/saliency/shown-heat.ts';
import { valueDomain } from '../../lib/saliency/trace-frame.ts';
import type { Explanations } from '../../services/explanations.ts';
import type { Store } from '../../services/store.ts';
import { useExplanations } from '../../services/use-explanations.ts';
import { usePart } from '../../services/use-parts.ts';

/** What {@link TwoModelsView} takes. */
export interface TwoModelsViewProps {
  readonly beat: ExplainedBeat;
  readonly store: Store;
  readonly explanations: Explanations;
}

/** The same beat under two models. */
export function TwoModelsView({ beat, store, explanations }: TwoModelsViewProps) {
  const second = usePart(store, (state) => state.secondModel);
  const problem = second ? whyNotAlike(beat.model, second, beat.target) : null;
  return (
    <section aria-label="Under two models">
      <h2>Under two models</h2>
      {!second && <p>Open a second model to see this {beat.layout.image ? 'image' : 'beat'} under both.</p>}
      {problem && <p>{problem}</p>}
      {second && !problem && <BothModels {...{ beat, second, explanations }} />}
    </section>
  );
}

interface BothModelsProps {
  readonly beat: ExplainedBeat;
  readonly second: ModelFacts;
  readonly explanations: Explanations;
}

function BothModels({ beat, second, explanations }: BothModelsProps) {
  const [name, setName] = useState('occlusion');
  const able = (model: ModelFacts) =>
    attributionMethods.filter(
      (method) => method.needs.every((need) => model.capabilities.includes(need)) && !drawsFromOthers(method),
    );
  const both = able(beat.model).filter((method) => able(second).includes(method));
  const method = both.find((each) => each.name === name) ?? both[0];
  const { symbol } = beat.model.classes[beat.target];
  const elsewhere = {
    slot: 'second',
    modelDigest: second.digest,
    target: second.classes.findIndex((each) => each.symbol === symbol),
  } as const;
  const scores = { name: 'temporal-scores', title: 'Temporal output scores' };
  const [firstScores, secondScores, first, other] = useExplanations(explanations, 'two-models', [
    taskOf(beat, scores),
    taskOf(beat, scores, elsewhere),
    taskOf(beat, method),
    taskOf(beat, method, elsewhere),
  ]);
  const agreement =
    first.attribution && other.attribution
      ? rankCorrelation(heatOf(first.attribution), heatOf(other.attribution))
      : null;
  return (
    <>
      <Select
        label="Maps by"
        value={method.name}
        options={both.map(({ name: value, title }) => ({ value, label: title }))}
        onChange={setName}
      />
      <div class="two-models">
        <ModelMap {...{ beat, model: beat.model, scores: firstScores, explanation: first }} />
        <ModelMap {...{ beat, model: second, scores: secondScores, explanation: other }} />
      </div>
      {agreement !== null && (
        <p>
          Agreement of the two maps for {symbol}: {agreementText(agreement)} (rank correlation).
        </p>
      )}
    </>
  );
}

interface ModelMapProps {
  readonly beat: ExplainedBeat;
  readonly model: ModelFacts;
  readonly scores: Explanation;
  readonly explanation: Explanation;
}

function ModelMap({ beat, model, scores, explanation }: ModelMapProps) {
  const { ref, width } = useWidth<HTMLElement>(260);
  const { layout, input } = beat;
  const heat = useMemo(() => shownHeat(explanation, null), [explanation]);
  const list = useMemo(
    () =>
      saliencyPicture({
        frame: {
          width,
          height: pictureHeight(layout, width, 170),
          layout,
          domain: valueDomain([input.values]),
          unit: layout.unit,
          small: true,
        },
        traces: [{ values: input.values }],
        heat,
        description: `The map under ${model.name}.`,
      }),
    [width, heat, beat.key],
  );
  return (
    <article ref={ref}>
      <h3>{model.name}</h3>
      <p>{probabilityText(model, scores)}</p>
      <Picture list={list} />
      <p class="note">
        {explanation.attribution
          ? regionSentence(heatOf(explanation.attribution), layout, input.values)
          : (explanation.problem ?? 'is being computed ...')}
      </p>
    </article>
  );
}

/** The most likely classes with their probabilities. */
function probabilityText(model: ModelFacts, { stepProbabilities, problem }: Explanation): string {
  if (!stepProbabilities) return problem ?? 'is being read ...';
  const last = stepProbabilities.values.slice(-stepProbabilities.classes);
  return Array.from(last, (probability, k) => ({ probability, symbol: model.classes[k].symbol }))
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, 3)
    .map(({ probability, symbol }) => `${symbol} ${probability.toFixed(3)}`)
    .join(', ');
}
