import { useState } from 'preact/hooks';
import { attributionMethods } from '@saliogram/explain';
import { Button } from '../../elements/button.tsx';
import { HeatLegend } from '../../elements/legend.tsx';
import { Picture } from '../../elements/picture.tsx';
import { Progress } from '../../elements/progress.tsx';
import { Choice, Select } from '../../elements/select.tsx';
import { Toolbar } from '../../elements/toolbar.tsx';
import type { ClassAggregate, Grouping } from '../../lib/aggregate.ts';
import { aggregatePicture } from '../../lib/aggregate-picture.ts';
import type { AggregateLayout } from '../../lib/aggregate-picture.ts';
import type { ModelFacts } from '../../lib/explanation.ts';
import { caseWords } from '../../lib/case-words.ts';
import { labelText } from '../../lib/labels.ts';
import { drawsFromOthers } from '../../lib/maps/baseline-choice.ts';
import { beatLayout } from '../../lib/saliency/beat-layout.ts';
import { AGGREGATE_ACTIVITY } from '../../services/aggregating.ts';
import type { Aggregator } from '../../services/aggregating.ts';
import type { Store } from '../../services/store.ts';
import { usePart, useParts } from '../../services/use-parts.ts';

const PICTURE_WIDTH = 380;

const SAMPLES = [
  { value: 10, label: '10' },
  { value: 40, label: '40' },
  { value: 200, label: '200' },
  { value: Infinity, label: 'all' },
] as const;

/** Where a method finds importance in the beats of each class, by recording. */
export function ClassPictures({ store, aggregator }: { store: Store; aggregator: Aggregator }) {
  const [grouping, setGrouping] = useState<Grouping>('model');
  const [method, setMethod] = useState('input-derivative');
  const [most, setMost] = useState<number>(40);
  const { model, beats, recording } = useParts(store, 'model', 'beats', 'recording');
  const activity = usePart(store, ({ activities }) => activities[AGGREGATE_ACTIVITY]);
  const words = caseWords(recording);
  if (!model) return null;
  const methods = attributionMethods.filter(
    (method) =>
      method.family !== 'control' &&
      !drawsFromOthers(method) &&
      method.needs.every((need) => model.capabilities.includes(need)),
  );
  const shown = aggregator.aggregates.value.filter(
    (each) => each.grouping === grouping && each.method === method && each.model === model.digest,
  );
  const recordings = [...new Map(shown.map(({ digest, recording }) => [digest, recording]))];
  return (
    <section aria-label="Saliency by class">
      <h2>Where the model looks, by class</h2>
      <Toolbar label="What is computed">
        <Select
          label="Method"
          value={method}
          options={methods.map(({ name, title, cost }) => ({ value: name, label: title, title: cost }))}
          onChange={setMethod}
        />
        <Choice
          label="Classes of"
          value={grouping}
          options={[
            { value: 'model', label: 'the model' },
            { value: 'reference', label: 'the reference' },
          ]}
          onChange={setGrouping}
        />
        <Choice
          label={`${words.One}s per class, at most`}
          value={most}
          options={SAMPLES}
          onChange={setMost}
        />
        <Button
          kind="primary"
          disabled={activity !== undefined || beats.classified === 0}
          onClick={() => void aggregator.run({ grouping, method, most })}
        >
          Compute
        </Button>
      </Toolbar>
      {activity && (
        <Progress
          label={activity.stage}
          done={activity.done}
          total={activity.total}
          onCancel={() => aggregator.cancel()}
        />
      )}
      {recordings.length === 0 ? (
        <p class="hint">
          {recording?.images
            ? 'The median over the images of a class shows where in the image the method finds importance throughout.'
            : 'Beats are aligned on their R peaks; the median over the beats of a class and its quartiles show where the method finds importance throughout, and where only now and then.'}
        </p>
      ) : (
        <HeatLegend quantity={`median heat; each ${words.one}'s own scale, 1 at its most important step`} />
      )}
      {recordings.map(([digest, name]) => (
        <RecordingRow
          key={digest}
          name={name}
          aggregates={shown.filter((each) => each.digest === digest)}
          layout={layoutOf(model, beats.steps, beats.channels)}
        />
      ))}
    </section>
  );
}

interface RecordingRowProps {
  readonly name: string;
  readonly aggregates: readonly ClassAggregate[];
  readonly layout: AggregateLayout;
}

function RecordingRow({ name, aggregates, layout }: RecordingRowProps) {
  const inOrder = aggregates.toSorted((a, b) => b.total - a.total);
  return (
    <section class="recording-row" aria-label={`Recording ${name}`}>
      <h3>{name}</h3>
      <div class="pictures">
        {inOrder.map((aggregate) => (
          <figure key={aggregate.symbol}>
            <figcaption>
              {labelText(aggregate.symbol)}{' '}
              <span class="weak">
                {aggregate.beats.toLocaleString('en-GB')} of {aggregate.total.toLocaleString('en-GB')}{' '}
                {caseWords({ images: layout.image }).many}
              </span>
            </figcaption>
            <Picture list={aggregatePicture(aggregate, layout)} />
          </figure>
        ))}
      </div>
    </section>
  );
}

/** Where the R peak lies in the model's input, as its file says; the first step and 1 Hz where it does not. */
function layoutOf(model: ModelFacts, steps: number, channels: number): AggregateLayout {
  const { metadata } = model;
  const { image } = beatLayout(model, steps, channels);
  const { samplingFrequency, window } = metadata.preprocessing;
  const before =
    typeof window === 'object' && window !== null && 'before' in window ? Number(window.before) : 0;
  return {
    width: PICTURE_WIDTH,
    samplingFrequency: typeof samplingFrequency === 'number' ? samplingFrequency : 1,
    originStep: before,
    unit: metadata.units,
    ...(image && { image }),
  };
}
