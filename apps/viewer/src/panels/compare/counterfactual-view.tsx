import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Counterfactuals } from '@saliogram/explain';
import { Button } from '../../elements/button.tsx';
import { Check } from '../../elements/field.tsx';
import { Picture } from '../../elements/picture.tsx';
import { Progress } from '../../elements/progress.tsx';
import { Choice } from '../../elements/select.tsx';
import { useWidth } from '../../elements/use-width.ts';
import type { Explainer } from '../../lib/explanation.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { classText } from '../../lib/labels.ts';
import { rangeOfBeats } from '../../lib/maps/labelled-beats.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import { changeSentence } from '../../lib/saliency/counterfactual-words.ts';
import { pictureHeight } from '../../lib/saliency/image-frame.ts';
import { saliencyPicture } from '../../lib/saliency/saliency-picture.ts';
import { valueDomain } from '../../lib/saliency/trace-frame.ts';
import { mvPerInputUnit } from '../../services/beat-scale.ts';
import { notifyError } from '../../services/notices.ts';
import type { Store } from '../../services/store.ts';
import { useLook } from '../../services/use-look.ts';
import { usePart } from '../../services/use-parts.ts';
import { useStepWaves } from '../../services/use-step-waves.ts';

/** What {@link CounterfactualView} takes. */
export interface CounterfactualViewProps {
  readonly beat: ExplainedBeat;
  /** The class to reach. */
  readonly other: number;
  readonly store: Store;
  readonly explainer: Explainer;
  readonly reader: RecordingReader;
}

/** Few samples changed, or all of them a little without steps. */
const WAYS = {
  few: { distance: 'l1', smoothness: 0 },
  smooth: { distance: 'l2', smoothness: 0.3 },
} as const;

/** What the beat would have to be for the model to call it another class. */
export function CounterfactualView({ beat, other, store, explainer, reader }: CounterfactualViewProps) {
  const [way, setWay] = useState<keyof typeof WAYS>('smooth');
  const [isBound, setBound] = useState(true);
  const { model, layout } = beat;
  const one = layout.image ? 'image' : 'beat';
  const beats = usePart(store, (state) => state.beats);
  // The range of a part of the beats would be another one.
  const canBind = beats.complete || layout.image !== undefined;
  const key = ['counterfactual', model.digest, beat.key, other, way, isBound && canBind].join(' ');
  const look = useLook(store, explainer, {
    title: 'The counterfactual',
    key,
    isAutomatic: false,
    ask: (job, onEvent) => {
      const options = { ...WAYS[way], ...(isBound && canBind && { data: rangeOfBeats(beats) }) };
      return explainer.counterfactual(job, 'first', beat.input, other, options, onEvent);
    },
  });
  const { result, progress, start, stop } = look;
  return (
    <div class="compare-part">
      <h3>What would have to change for the model to call it {classText(model.classes[other])}</h3>
      <div class="compare-head">
        <Choice
          label="Change"
          value={way}
          options={[
            { value: 'smooth', label: 'smoothly' },
            { value: 'few', label: 'few samples' },
          ]}
          onChange={setWay}
        />
        <Check checked={isBound} onChange={setBound}>
          within the range of the {layout.image ? 'set’s images' : 'recording’s beats'}
        </Check>
        {!result && !progress && <Button onClick={start}>Seek the nearest {one} of that class</Button>}
      </div>
      {isBound && !canBind && <p role="status">The range is known when all beats are found.</p>}
      {progress && <Progress label="seeking the smallest change" {...progress} onCancel={stop} />}
      {result && <Found {...{ beat, other, store, reader, result }} />}
    </div>
  );
}

interface FoundProps extends Omit<CounterfactualViewProps, 'explainer'> {
  readonly result: Counterfactuals;
}

function Found({ beat, other, store, reader, result }: FoundProps) {
  const { ref, width } = useWidth<HTMLDivElement>(320);
  const mvPerUnit = useMvPerUnit(store, reader, beat);
  const found = useStepWaves(store, reader, beat);
  const waves = typeof found === 'string' ? null : found;
  const { layout, input, model } = beat;
  const { values } = result.sequences;
  const change = useMemo(() => values.map((value, i) => value - input.values[i]), [values, beat.key]);
  const { symbol } = model.classes[other];
  const [isValid, probability] = [result.valid[0], result.probabilities[0]];
  const sentence = changeSentence(change, layout, waves, mvPerUnit);
  const list = useMemo(() => {
    const largest = change.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return saliencyPicture({
      frame: {
        width,
        height: pictureHeight(layout, width, 220),
        layout,
        domain: valueDomain([input.values, values]),
        unit: layout.unit,
      },
      traces: [
        { values: input.values, style: { stroke: 'text-weak', width: 1.3, dash: [4, 3] } },
        { values, style: { stroke: 'trace', width: 1.8 } },
      ],
      heat: largest > 0 ? change.map((value) => Math.abs(value) / largest) : null,
      description: `The nearest input that is called ${symbol} over the one that is. ${sentence}`,
    });
  }, [width, change, sentence]);
  return (
    <div ref={ref}>
      <Picture list={list} />
      <p>{sentence}</p>
      <p class={isValid ? 'note' : 'problem'}>
        {isValid
          ? `The model then calls it ${symbol}, with probability ${probability.toFixed(2)}.`
          : `No change that makes the model say ${symbol} was found (it holds it ${probability.toFixed(2)} likely at best); what is shown is where the search ended.`}{' '}
        {result.convergence.converged[0]
          ? 'The search came to its end'
          : 'The search was cut off, a smaller change may exist'}
        : one answer of many, and nothing makes it a {layout.image ? 'digit' : 'heartbeat'}.
      </p>
      <p class="note">
        Solid: changed. Dashed: as it is. Colour: where it changes, strongest at the largest change.
      </p>
    </div>
  );
}

function useMvPerUnit(store: Store, reader: RecordingReader, beat: ExplainedBeat): number | null {
  const [found, setFound] = useState<{ readonly key: string; readonly mv: number | null } | null>(null);
  const { key, model } = beat;
  useEffect(() => {
    let isGone = false;
    mvPerInputUnit(store, reader, beat).then(
      (mv) => {
        if (!isGone) setFound({ key, mv });
      },
      (error: unknown) => notifyError(store, 'The recorded beat was not read', error),
    );
    return () => void (isGone = true);
  }, [reader, key, model.digest]);
  return found?.key === key ? found.mv : null;
}
