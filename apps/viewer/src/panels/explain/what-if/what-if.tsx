import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { argmax } from '@saliogram/core';
import { Button } from '../../../elements/button.tsx';
import { ClassSymbol } from '../../../elements/legend.tsx';
import { Toolbar } from '../../../elements/toolbar.tsx';
import type { Explainer } from '../../../lib/explanation.ts';
import type { ExplainedBeat } from '../../../lib/explained-beat.ts';
import { classText } from '../../../lib/labels.ts';
import type { RecordingReader } from '../../../lib/recording.ts';
import { changeAt, isOwn, knobsOf } from '../../../lib/what-if/knobs.ts';
import { changedBeat, channelsOf } from '../../../lib/what-if/what-if-beat.ts';
import type { WhatIfBeat } from '../../../lib/what-if/what-if-beat.ts';
import type { Store } from '../../../services/store.ts';
import { Probabilities } from '../probabilities.tsx';
import { ChangedPictures } from './changed-pictures.tsx';
import { KnobCard } from './knob-card.tsx';
import { useAnswer, useResponses } from './use-answers.ts';
import { usePlaces } from './use-places.ts';
import { useWhatIfBeat } from './use-what-if-beat.ts';
import './what-if.css';

/** What {@link WhatIf} takes. */
export interface WhatIfProps {
  readonly beat: ExplainedBeat;
  /** Probabilities of the beat as it was recorded, [K]; null until known. */
  readonly final: Float32Array | null;
  readonly store: Store;
  readonly explainer: Explainer;
  readonly reader: RecordingReader;
}

/** Of the whole page: knobs that a reader has opened stay open where another model or recording draws all anew. */
const isOpen = signal(false);

/** Knobs for the waves of this very beat, and how the model's probabilities answer to them. */
export function WhatIf(props: WhatIfProps) {
  return (
    <section class="explain-part what-if" aria-label="What if">
      <div class="explain-head">
        <h2>What if</h2>
        <Button pressed={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
          Change the waves of this beat
        </Button>
      </div>
      {isOpen.value && <Waves {...props} />}
    </section>
  );
}

function Waves(props: WhatIfProps) {
  const { beat, store, reader } = props;
  const whatIf = useWhatIfBeat(store, reader, beat);
  if (whatIf === null) return <p role="status">The waves of this beat are being looked for ...</p>;
  if (typeof whatIf === 'string') return <p>{whatIf}</p>;
  const channels = channelsOf(whatIf.preprocessing);
  if (beat.layout.channels !== channels.length || !channels.includes('lead')) {
    return <p>The model’s file does not say which of its {beat.layout.channels} channels is the lead.</p>;
  }
  return <Knobs {...props} whatIf={whatIf} />;
}

function Knobs({ beat, final, store, explainer, whatIf }: WhatIfProps & { whatIf: WhatIfBeat }) {
  const subject = `${beat.key} ${beat.model.digest}`;
  const turned = usePlaces(subject);
  const { places, settled, isTurning } = turned;
  const knobs = useMemo(() => knobsOf(whatIf), [whatIf]);
  const before = useMemo(() => changedBeat(whatIf, {}), [whatIf]);
  const isAsRecorded = isOwn(places);
  const after = useMemo(
    () => (isAsRecorded ? before : changedBeat(whatIf, changeAt(knobs, places))),
    [whatIf, knobs, before, JSON.stringify(places)],
  );
  const input = useMemo(
    () => (isAsRecorded ? null : { ...beat.input, values: after.input }),
    [after, isAsRecorded],
  );
  const answer = useAnswer(store, explainer, subject, input);
  const responses = useResponses(store, explainer, subject, {
    beat: whatIf,
    knobs,
    settled,
    isTurning,
  });
  const now = isAsRecorded ? final : (answer?.probabilities ?? null);
  const { classes } = beat.model;
  return (
    <>
      <p>{explanationOf(whatIf)}</p>
      <Toolbar label="What if">
        <Button onClick={turned.undo} disabled={!turned.canUndo}>
          Undo
        </Button>
        <Button onClick={turned.redo} disabled={!turned.canRedo}>
          Redo
        </Button>
        <Button onClick={turned.reset} disabled={isAsRecorded}>
          Reset
        </Button>
      </Toolbar>
      <div class="what-if-now">
        <Probabilities classes={classes} now={now} before={isAsRecorded ? null : final} />
        <p role="status">{nowText(isAsRecorded, now, final, classes)}</p>
        {answer && <p class="note">Answered in {Math.round(answer.ms)} ms.</p>}
      </div>
      <ChangedPictures beat={beat} before={before} after={after} />
      <ul class="legend" aria-label="classes">
        {classes.map(({ symbol, name }, k) => (
          <li key={symbol}>
            <ClassSymbol symbol={symbol} index={k} /> {name}
          </li>
        ))}
      </ul>
      <div class="knobs">
        {knobs.map((knob) => (
          <KnobCard
            key={knob.id}
            knob={knob}
            place={places[knob.id]}
            known={responses[knob.id] ?? null}
            classes={classes}
            now={now}
            onPreview={(place) => turned.preview({ [knob.id]: place })}
            onSettle={(place) => turned.settle({ [knob.id]: place })}
          />
        ))}
      </div>
    </>
  );
}

function explanationOf({ preprocessing }: WhatIfBeat): string {
  const scaled =
    preprocessing.scaling === 'z-score'
      ? 'The changed beat is then scaled anew for the model, less its mean and divided by its standard deviation, as any beat is: so a change of one wave moves every other step of the input a little.'
      : preprocessing.scaling === 'none'
        ? 'The model reads the changed beat in mV as it is.'
        : 'The changed beat is then scaled for the model against the patient’s other beats, which stay as they are.';
  const channels = channelsOf(preprocessing);
  const others = [
    channels.includes('second-lead') ? ' The second lead stays as it was recorded.' : '',
    channels.some((name) => name.startsWith('rr-'))
      ? ' With another RR interval the beat comes earlier or later between its neighbours.'
      : '',
  ].join('');
  return `A wave is changed in mV, in the recorded signal, as another heart would have made it; a wider complex moves what lies before and after it. ${scaled}${others} Each curve holds for the other knobs where they stand; the dashed line is the beat as recorded.`;
}

function nowText(
  isAsRecorded: boolean,
  now: Float32Array | null,
  before: Float32Array | null,
  classes: WhatIfProps['beat']['model']['classes'],
): string {
  if (isAsRecorded) return 'The beat is as it was recorded.';
  if (!now) return 'The changed beat is being read ...';
  const decided = argmax(now);
  const turnedOver = before !== null && argmax(before) !== decided;
  return `The model ${turnedOver ? 'now' : 'still'} says ${classText(classes[decided])}.`;
}
