import { useMemo } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { Picture } from '../../elements/picture.tsx';
import type { Beats } from '../../lib/app-state.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { labelText } from '../../lib/labels.ts';
import { isRevealed } from '../../lib/review.ts';
import { pictureHeight } from '../../lib/saliency/image-frame.ts';
import type { Neighbour } from '../../lib/saliency/nearest-beats.ts';
import { saliencyPicture } from '../../lib/saliency/saliency-picture.ts';
import { valueDomain } from '../../lib/saliency/trace-frame.ts';
import { predictedClass } from '../../lib/worklist.ts';
import { selectBeat } from '../../services/jumping.ts';
import type { Store } from '../../services/store.ts';

/** What {@link NeighbourCard} takes. */
export interface NeighbourCardProps {
  readonly neighbour: Neighbour;
  readonly beat: ExplainedBeat;
  readonly beats: Beats;
  readonly store: Store;
}

/** A beat like the one in view: its trace over that one's, its labels, and the way to it. */
export function NeighbourCard({ neighbour, beat, beats, store }: NeighbourCardProps) {
  const { layout, input, model } = beat;
  const size = beats.steps * beats.channels;
  const values = beats.inputs.subarray(neighbour.beat * size, (neighbour.beat + 1) * size);
  const { references, recording } = store.state.value;
  const isShown = isRevealed(store.state.value, beats.peaks[neighbour.beat]);
  const reference = references[beats.referenceOf[neighbour.beat]]?.symbol;
  const predicted = model.classes[predictedClass(beats, neighbour.beat, model.classes.length)];
  const timeS = beats.peaks[neighbour.beat] / (recording?.samplingFrequency ?? NaN);
  const title = layout.image
    ? `Image ${neighbour.beat + 1}`
    : `Beat ${neighbour.beat + 1}, ${timeS.toFixed(2)} s`;
  const differs = isShown && predicted?.symbol !== model.classes[beat.predicted].symbol;
  const list = useMemo(
    () =>
      saliencyPicture({
        frame: {
          width: 240,
          height: pictureHeight(layout, 140, 120),
          layout,
          domain: valueDomain([values, input.values]),
          unit: '',
          small: true,
        },
        traces: [
          { values: input.values, style: { stroke: 'text-weak', width: 1, dash: [3, 3] } },
          { values, style: { stroke: 'trace', width: 1.3 } },
        ],
        heat: null,
        description: layout.image ? title : `${title} over this one.`,
      }),
    [neighbour.beat, beat.key],
  );
  return (
    <article class={differs ? 'differs' : ''}>
      <Picture list={list} />
      <p>
        <Button onClick={() => selectBeat(store, neighbour.beat)}>{title}</Button>
        <span>distance {neighbour.distance.toFixed(3)}</span>
      </p>
      {isShown ? (
        <p class="note">
          model: {predicted ? labelText(predicted.symbol) : '–'}
          {differs && ' – another class'}
          <br />
          reference: {reference ? labelText(reference) : 'none'}
        </p>
      ) : (
        <p class="note">label hidden until you have read it</p>
      )}
    </article>
  );
}
