import { useMemo } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { Picture } from '../../elements/picture.tsx';
import { useWidth } from '../../elements/use-width.ts';
import type { Beats } from '../../lib/app-state.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { caseWords } from '../../lib/case-words.ts';
import { classText, labelText } from '../../lib/labels.ts';
import { isRevealed } from '../../lib/review.ts';
import { classMedian } from '../../lib/saliency/class-median.ts';
import { pictureHeight } from '../../lib/saliency/image-frame.ts';
import { medianPicture } from '../../lib/saliency/median-picture.ts';
import { nearestBeats } from '../../lib/saliency/nearest-beats.ts';
import type { Neighbour } from '../../lib/saliency/nearest-beats.ts';
import { saliencyPicture } from '../../lib/saliency/saliency-picture.ts';
import { valueDomain } from '../../lib/saliency/trace-frame.ts';
import { predictedClass } from '../../lib/worklist.ts';
import { selectBeat } from '../../services/jumping.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';

const NEIGHBOURS = 4;

/** The beat against its kind: the median of its class in this recording, and the beats most like it. */
export function KindredView({ beat, store }: { beat: ExplainedBeat; store: Store }) {
  const { ref, width } = useWidth<HTMLElement>(320);
  const beats = usePart(store, (state) => state.beats);
  const { layout, input, model, predicted } = beat;
  const label = model.classes[predicted];
  const words = caseWords(layout.image ? { images: layout.image } : null);
  // While beats are still coming in, both would change with every piece; they are taken anew when all are there. Images are
  // many and slow to classify: of them those count that are classified when one is chosen.
  const settled = layout.image ? beats.count > 0 : beats.complete && beats.classified === beats.count;
  const found = useMemo(() => (settled ? kindredOf(beats, beat) : null), [settled, beat.key, model.digest]);
  const list = useMemo(() => {
    if (!found?.median) return null;
    const { median } = found;
    return medianPicture({
      frame: {
        width,
        height: pictureHeight(layout, width, 220),
        layout,
        domain: valueDomain([input.values, median.low, median.high]),
        unit: layout.unit,
      },
      input: input.values,
      median,
      description: `This ${words.one} and the median of ${median.total} ${words.many} that the model calls ${label.symbol}.`,
    });
  }, [found, width]);
  return (
    <section ref={ref} aria-label="Its kind">
      <h2>Its kind in {layout.image ? 'this set' : 'this recording'}</h2>
      {found === null && <p role="status">This waits until all beats are found and classified ...</p>}
      {list && found?.median && (
        <>
          <Picture list={list} />
          <p class="note">
            {layout.image
              ? `Median and upper quartile, pixel by pixel, of the ${found.median.total} images classified so far that the model calls `
              : `Solid: this beat. Dashed: the median of the ${found.median.total} beats that the model calls `}
            {classText(label)}
            {!layout.image && '; the band holds the middle half of them'}
            {found.median.beats < found.median.total && `, from ${found.median.beats} evenly spaced ones`}.
          </p>
        </>
      )}
      {found && (
        <>
          <h3>The {words.many} most like it</h3>
          <div class="neighbours">
            {found.nearest.map((neighbour) => (
              <NeighbourCard key={neighbour.beat} {...{ neighbour, beat, beats, store }} />
            ))}
          </div>
          <p class="note">
            By the root mean square difference of the model’s inputs, over all {words.many} but itself.
          </p>
        </>
      )}
    </section>
  );
}

function kindredOf(beats: Beats, { index, model, predicted }: ExplainedBeat) {
  const members = Array.from({ length: beats.count }, (_, i) => i).filter(
    (i) => predictedClass(beats, i, model.classes.length) === predicted,
  );
  return { median: classMedian(beats, members), nearest: nearestBeats(beats, index, NEIGHBOURS) };
}

interface NeighbourCardProps {
  readonly neighbour: Neighbour;
  readonly beat: ExplainedBeat;
  readonly beats: Beats;
  readonly store: Store;
}

function NeighbourCard({ neighbour, beat, beats, store }: NeighbourCardProps) {
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
        <Button onClick={() => selectBeat(store, neighbour.beat)}>{title}</Button> distance{' '}
        {neighbour.distance.toFixed(3)}
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
