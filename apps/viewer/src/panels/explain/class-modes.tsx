import { useEffect, useState } from 'preact/hooks';
import { isSaliogramError } from '@saliogram/core';
import { Button } from '../../elements/button.tsx';
import { ClassSymbol } from '../../elements/legend.tsx';
import { Picture } from '../../elements/picture.tsx';
import { Progress } from '../../elements/progress.tsx';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { pictureHeight } from '../../lib/saliency/image-frame.ts';
import { saliencyPicture } from '../../lib/saliency/saliency-picture.ts';
import { valueDomain } from '../../lib/saliency/trace-frame.ts';
import { classModesOf } from '../../services/class-modes.ts';
import { notifyError } from '../../services/notices.ts';
import type { Store } from '../../services/store.ts';

/** What {@link ClassModes} takes. */
export interface ClassModesProps {
  readonly beat: ExplainedBeat;
  readonly store: Store;
  readonly explainer: Explainer;
}

/** The input that each class likes best, sought when asked for. */
export function ClassModes({ beat, store, explainer }: ClassModesProps) {
  const { model, input } = beat;
  const modes = classModesOf(explainer);
  const [failed, setFailed] = useState(false);
  useEffect(() => () => modes.stop(), [modes, model.digest]);
  const { found, running } = modes.state.value;
  const modeOf = (index: number): Float32Array | undefined =>
    found.get(modes.keyOf(model, index, input.steps));
  const missing = model.classes.flatMap((_, k) => (modeOf(k) ? [] : [k]));
  const seek = (indices: readonly number[]): void => {
    setFailed(false);
    modes.seek(model, indices, input.steps).catch((error: unknown) => {
      if (isSaliogramError(error, 'cancelled')) return;
      setFailed(true);
      notifyError(store, 'The class mode was not found', error);
    });
  };
  return (
    <section class="explain-part" aria-label="Class modes">
      <div class="explain-head">
        <h2>Class modes</h2>
        {running ? (
          <Progress
            label={`seeking the mode of ${model.classes[running.target]?.symbol ?? 'a class'}`}
            done={running.done}
            total={running.total}
            onCancel={() => modes.stop()}
          />
        ) : (
          missing.length > 0 && <Button onClick={() => seek(missing)}>Seek the modes of all classes</Button>
        )}
      </div>
      <p>
        The input that raises a class’s score most, sought from near nothing. It is no typical{' '}
        {beat.layout.image ? 'digit' : 'beat'}: its shape shows what the network reacts to.
        {beat.layout.image && ' Blue pixels are below 0, darker than any image has.'}
        {failed && ' The last search failed.'}
      </p>
      <div class="mode-cards">
        {model.classes.map(({ symbol, name }, k) => (
          <article key={symbol} aria-label={`Mode of ${name}`}>
            <h3>
              <ClassSymbol symbol={symbol} index={k} /> {name}
            </h3>
            <Mode
              beat={beat}
              mode={modeOf(k)}
              name={name}
              isBusy={running !== null}
              onSeek={() => seek([k])}
            />
          </article>
        ))}
      </div>
    </section>
  );
}

interface ModeProps {
  readonly beat: ExplainedBeat;
  readonly mode: Float32Array | undefined;
  readonly name: string;
  readonly isBusy: boolean;
  readonly onSeek: () => void;
}

function Mode({ beat, mode, name, isBusy, onSeek }: ModeProps) {
  if (!mode) {
    return (
      <Button disabled={isBusy} onClick={onSeek}>
        Seek
      </Button>
    );
  }
  const { layout } = beat;
  const frame = {
    width: 230,
    height: pictureHeight(layout, 170, 130),
    layout,
    domain: valueDomain([mode]),
    unit: layout.unit,
    small: true,
  };
  const style = { stroke: 'trace', width: 1.2 } as const;
  const description = `The input that ${name} likes best.`;
  return (
    <Picture list={saliencyPicture({ frame, traces: [{ values: mode, style }], heat: null, description })} />
  );
}
