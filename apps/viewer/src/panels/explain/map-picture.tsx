import { useMemo } from 'preact/hooks';
import { Picture } from '../../elements/picture.tsx';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { pictureHeight } from '../../lib/saliency/image-frame.ts';
import { saliencyPicture } from '../../lib/saliency/saliency-picture.ts';
import { valueDomain } from '../../lib/saliency/trace-frame.ts';
import type { TraceFrame } from '../../lib/saliency/trace-frame.ts';

/** What {@link MapPicture} takes. */
export interface MapPictureProps {
  readonly beat: ExplainedBeat;
  /** CSS pixels. */
  readonly width: number;
  /** [T, C]; null for none. */
  readonly heat: Float32Array | null;
  readonly description: string;
}

/** The frame of a small picture of a beat. */
export function smallFrame({ layout, input }: ExplainedBeat, width: number): TraceFrame {
  return {
    width,
    height: pictureHeight(layout, width, 150),
    layout,
    domain: valueDomain([input.values]),
    unit: layout.unit,
    small: true,
  };
}

/** A beat small over the heat of one map. */
export function MapPicture({ beat, width, heat, description }: MapPictureProps) {
  const list = useMemo(
    () =>
      saliencyPicture({
        frame: smallFrame(beat, width),
        traces: [{ values: beat.input.values, style: { stroke: 'trace', width: 1.3 } }],
        heat,
        description,
      }),
    [width, beat.key, heat, description],
  );
  return <Picture list={list} />;
}
