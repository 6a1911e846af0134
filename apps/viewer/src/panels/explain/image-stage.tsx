import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { Picture } from '../../elements/picture.tsx';
import { useWidth } from '../../elements/use-width.ts';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { imageLayoutOf } from '../../lib/saliency/image-frame.ts';
import { imagePairPicture } from '../../lib/saliency/image-picture.ts';
import type { TraceFrame } from '../../lib/saliency/trace-frame.ts';
import type { Store } from '../../services/store.ts';
import { ImagePad } from './image-pad.tsx';
import type { ImageTool } from './image-pad.tsx';
import { ImageTools } from './image-tools.tsx';
import { ProbeWords } from './probe-words.tsx';
import type { Shown } from './shown.ts';
import { StageLegend, stageHeat } from './stage-heat.tsx';
import { useProbe } from './use-probe.ts';

/** What {@link ImageStage} takes. */
export interface ImageStageProps {
  readonly beat: ExplainedBeat;
  /** The map that lies under the strokes; null for none. */
  readonly lead: Shown | null;
  /** Probabilities of the image as it is, [K]. */
  readonly final: Float32Array | null;
  readonly store: Store;
  readonly explainer: Explainer;
  /** What the model says of the image. */
  readonly children: ComponentChildren;
}

const HEIGHT = 316;

/** The image large, beside it one map under its strokes, and the probe that changes it. */
export function ImageStage({ beat, lead, final, store, explainer, children }: ImageStageProps) {
  const { ref, width } = useWidth<HTMLDivElement>(320);
  const [tool, setTool] = useState<ImageTool | null>(null);
  const probe = useProbe(store, explainer, beat);
  const { layout } = beat;
  const image = imageLayoutOf(layout);
  const title = lead?.task.title ?? 'No map chosen';
  const isChanged = probe.edits.length > 0;
  const heat = useMemo(() => stageHeat(lead, probe), [lead?.explanation, probe.reading, isChanged]);
  const frame: TraceFrame = { width, height: HEIGHT, layout, domain: [0, 1], unit: layout.unit };
  const list = useMemo(
    () =>
      imagePairPicture({
        frame,
        values: probe.input.values,
        heat,
        hidden: probe.edits.flatMap((edit) => (edit.kind === 'hide-block' ? [edit.block] : [])),
        heads: [isChanged ? 'as changed' : 'as the model reads it', isChanged ? 'input derivative' : title],
        description: `${beat.title}, and the heat of: ${title}.`,
      }),
    [width, heat, probe.edits, probe.input, title],
  );
  return (
    <section class="beat-stage" aria-label="The image large">
      <div class="stage-side">
        {children}
        <Button pressed={tool !== null} onClick={() => setTool(tool === null ? 'hide' : null)}>
          Probe: change the image
        </Button>
      </div>
      <div class="stage-main" ref={ref}>
        <StageLegend lead={lead} probe={probe} unit={layout.unit} />
        <div class="stage-picture">
          <Picture list={list} />
          {tool && <ImagePad frame={frame} tool={tool} onPreview={probe.preview} onDone={probe.add} />}
        </div>
        {tool && <ImageTools probe={probe} tool={tool} onTool={setTool} image={image} />}
        {isChanged && <ProbeWords beat={beat} probe={probe} before={final} />}
        <p class="note">
          The model reads the pixels one by one, row by row from the upper left: {layout.steps} steps, in{' '}
          {layout.unit}; 0 is the {beat.model.metadata.zero}, drawn as empty paper.
        </p>
      </div>
    </section>
  );
}
