import { useMemo } from 'preact/hooks';
import { Picture } from '../../../elements/picture.tsx';
import { useWidth } from '../../../elements/use-width.ts';
import type { ExplainedBeat } from '../../../lib/explained-beat.ts';
import { saliencyPicture } from '../../../lib/saliency/saliency-picture.ts';
import { valueDomain } from '../../../lib/saliency/trace-frame.ts';
import type { ChangedBeat } from '../../../lib/what-if/what-if-beat.ts';

/** What {@link ChangedPictures} takes. */
export interface ChangedPicturesProps {
  readonly beat: ExplainedBeat;
  readonly before: ChangedBeat;
  readonly after: ChangedBeat;
}

const HEIGHT = 190;
const GAP = 20;

/** The changed beat over the beat as it was recorded (dashed), in mV and as the model reads it. */
export function ChangedPictures({ beat, before, after }: ChangedPicturesProps) {
  const { ref, width: whole } = useWidth<HTMLDivElement>(320);
  const width = whole > 640 ? Math.floor((whole - GAP) / 2) : whole;
  const { timeS } = beat;
  const layout = { ...beat.layout, channels: 1 };
  const list = (own: Float32Array, changed: Float32Array, unit: string, where: string) =>
    saliencyPicture({
      frame: { width, height: HEIGHT, layout, domain: valueDomain([own, changed]), unit },
      traces: [
        { values: own, style: { stroke: 'text-weak', width: 1.2, dash: [4, 3] } },
        { values: changed, style: { stroke: 'trace', width: 1.8 } },
      ],
      heat: null,
      description: `Beat at ${timeS.toFixed(2)} s as changed, over the beat as recorded, ${where}.`,
    });
  const lists = useMemo(
    () => [
      { head: 'The heart, in mV', list: list(before.valuesMv, after.valuesMv, 'mV', 'in mV') },
      {
        head: 'What the model reads of it',
        list: list(before.scaled, after.scaled, layout.unit, 'as the model reads it'),
      },
    ],
    [before, after, width],
  );
  return (
    <div class="changed-pictures" ref={ref}>
      {lists.map(({ head, list: picture }) => (
        <figure key={head}>
          <figcaption>{head}</figcaption>
          <Picture list={picture} />
        </figure>
      ))}
    </div>
  );
}
