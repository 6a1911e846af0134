import { Picture } from '../../elements/picture.tsx';
import { useWidth } from '../../elements/use-width.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { pictureHeight } from '../../lib/saliency/image-frame.ts';
import { saliencyPicture } from '../../lib/saliency/saliency-picture.ts';
import { valueDomain } from '../../lib/saliency/trace-frame.ts';

/** The beat alone: in blind mode nothing of the model is shown before the reader has given a label. */
export function BlindTrace({ beat }: { beat: ExplainedBeat }) {
  const { ref, width } = useWidth<HTMLElement>(320);
  const { layout, input } = beat;
  const list = saliencyPicture({
    frame: {
      width,
      height: pictureHeight(layout, width, 240),
      layout,
      domain: valueDomain([input.values]),
      unit: layout.unit,
    },
    traces: [{ values: input.values }],
    heat: null,
    description: `${beat.title} without the model’s label and without its explanation.`,
  });
  return (
    <section class="explain" ref={ref} aria-label="Explanation">
      <p class="explain-blind" role="status">
        Blind reading: give {layout.image ? 'this image' : 'this beat'} a label first; the model’s label and
        its explanation are shown afterwards.
      </p>
      <Picture list={list} />
    </section>
  );
}
