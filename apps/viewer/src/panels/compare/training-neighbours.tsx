import { useMemo } from 'preact/hooks';
import { nearestExamples } from '@saliogram/explain';
import type { HiddenStates, NearExample } from '@saliogram/explain';
import type { TrainingExample, TrainingExamples } from '@saliogram/nn';
import { Button } from '../../elements/button.tsx';
import { Table } from '../../elements/table.tsx';
import { caseWords } from '../../lib/case-words.ts';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { classText } from '../../lib/labels.ts';
import {
  beatOfExample,
  fartherSentence,
  placeOfExample,
  votesSentence,
} from '../../lib/saliency/training-words.ts';
import { selectBeat } from '../../services/jumping.ts';
import type { Store } from '../../services/store.ts';
import { useLook } from '../../services/use-look.ts';
import { usePart } from '../../services/use-parts.ts';
import { NeighbourCard } from './neighbour-card.tsx';

/** What {@link TrainingNeighbours} takes. */
export interface TrainingNeighboursProps {
  readonly beat: ExplainedBeat;
  /** The class that it was not. */
  readonly other: number;
  readonly store: Store;
  readonly explainer: Explainer;
}

/** The training beats that the model takes for most like the one in view, and the nearest of each class. */
export function TrainingNeighbours({ beat, other, store, explainer }: TrainingNeighboursProps) {
  const examples = usePart(store, (state) => state.examples);
  const { model, input, layout } = beat;
  const { result, isStopped } = useLook(store, explainer, {
    title: 'The nearest training beats',
    key: `training ${model.digest} ${beat.key}`,
    isAutomatic: examples !== null,
    ask: (job, onEvent) =>
      explainer.hiddenStates(job, 'first', input.values, input.steps, input.channels, onEvent),
  });
  const words = caseWords(layout.image ? { images: layout.image } : null);
  return (
    <div class="compare-part">
      <h3>The training {words.many} that the model takes for most like it</h3>
      {!examples && (
        <p class="note">
          No training {words.many} are known of this model: they stand beside its file under its name with the
          ending .examples.safetensors.
        </p>
      )}
      {examples && !result && (
        <p role="status">{isStopped ? 'Not computed.' : `The ${words.one} is being read ...`}</p>
      )}
      {examples && result && <Nearest {...{ beat, other, store, examples, own: result }} />}
    </div>
  );
}

/** Training beats of the open recording whose waveform is shown. */
const PICTURES = 3;

interface NearestProps extends Omit<TrainingNeighboursProps, 'explainer'> {
  readonly examples: TrainingExamples;
  /** Of the beat itself. */
  readonly own: HiddenStates;
}

function Nearest({ beat, other, store, examples, own }: NearestProps) {
  const beats = usePart(store, (state) => state.beats);
  const recording = usePart(store, (state) => state.recording);
  const { model, layout } = beat;
  const rate = examples.samplingFrequency;
  const beatOf = (example: TrainingExample): number | null =>
    recording &&
    beatOfExample(example, rate, {
      name: recording.name,
      samplingFrequency: recording.samplingFrequency,
      peaks: beats.peaks,
    });
  const found = useMemo(
    () => nearestExamples(examples, own, (example) => beatOf(example) === beat.index),
    [examples, own, beats.count, recording],
  );
  const symbolOf = (index: number): string => model.classes[index].symbol;
  const farther = fartherSentence(found.ofClasses, symbolOf(beat.predicted), symbolOf(other));
  const here = found.ordered
    .map(({ example, distance }) => ({ beat: beatOf(example), distance }))
    .flatMap(({ beat: index, distance }) => (index === null ? [] : [{ beat: index, distance }]))
    .slice(0, PICTURES);
  const many = caseWords(layout.image ? { images: layout.image } : null).many;
  const place = ({ example }: NearExample<TrainingExample>) => {
    const index = beatOf(example);
    const text = placeOfExample(example, rate);
    return index === null ? text : <Button onClick={() => selectBeat(store, index)}>{text}</Button>;
  };
  return (
    <>
      <p>
        {votesSentence(found, examples.examples.length, many)} {farther}
      </p>
      <Table
        caption="The nearest of each class"
        captionUnseen
        columns={[
          {
            head: 'Class',
            cell: ({ example: { symbol } }: NearExample<TrainingExample>) =>
              classText(model.classes.find((each) => each.symbol === symbol) ?? { symbol, name: symbol }),
          },
          { head: 'Nearest', cell: place },
          { head: 'Distance', numeric: true, cell: ({ distance }) => distance.toFixed(2) },
        ]}
        rows={found.ofClasses}
        keyOf={({ example }) => example.symbol}
      />
      {here.length > 0 && (
        <>
          <p>Training {many} of this very recording, the nearest first:</p>
          <div class="neighbours">
            {here.map((neighbour) => (
              <NeighbourCard key={neighbour.beat} {...{ neighbour, beat, beats, store }} />
            ))}
          </div>
        </>
      )}
      <p class="note">
        By the distance of the network’s last hidden states, among some of its training {many}, spread evenly
        over each class ({examples.attribution}).
      </p>
    </>
  );
}
