import { useMemo } from 'preact/hooks';
import { Picture } from '../../elements/picture.tsx';
import { useWidth } from '../../elements/use-width.ts';
import type { Beats } from '../../lib/app-state.ts';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { caseWords } from '../../lib/case-words.ts';
import { classText } from '../../lib/labels.ts';
import { classMedian } from '../../lib/saliency/class-median.ts';
import { pictureHeight } from '../../lib/saliency/image-frame.ts';
import { medianPicture } from '../../lib/saliency/median-picture.ts';
import { nearestBeats } from '../../lib/saliency/nearest-beats.ts';
import { valueDomain } from '../../lib/saliency/trace-frame.ts';
import { predictedClass } from '../../lib/worklist.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';
import { HiddenNeighbours } from './hidden-neighbours.tsx';
import { NeighbourCard } from './neighbour-card.tsx';

const NEIGHBOURS = 4;

/** What {@link KindredView} takes. */
export interface KindredViewProps {
  readonly beat: ExplainedBeat;
  readonly store: Store;
  readonly explainer: Explainer;
}

/** The beat against its kind: the median of its class in this recording, and the beats most like it. */
export function KindredView({ beat, store, explainer }: KindredViewProps) {
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
      <HiddenNeighbours {...{ beat, beats, store, explainer }} isSettled={settled} />
    </section>
  );
}

function kindredOf(beats: Beats, { index, model, predicted }: ExplainedBeat) {
  const members = Array.from({ length: beats.count }, (_, i) => i).filter(
    (i) => predictedClass(beats, i, model.classes.length) === predicted,
  );
  return { median: classMedian(beats, members), nearest: nearestBeats(beats, index, NEIGHBOURS) };
}
