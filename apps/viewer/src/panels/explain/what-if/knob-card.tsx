import { useId } from 'preact/hooks';
import type { ClassInfo } from '@saliogram/core';
import { Check } from '../../../elements/field.tsx';
import { Picture } from '../../../elements/picture.tsx';
import { useWidth } from '../../../elements/use-width.ts';
import { responseSentence } from '../../../lib/what-if/dose-response.ts';
import type { DoseResponse } from '../../../lib/what-if/dose-response.ts';
import { doseResponsePicture, RESPONSE_EDGES } from '../../../lib/what-if/dose-response-picture.ts';
import { doseText } from '../../../lib/what-if/knobs.ts';
import type { Knob } from '../../../lib/what-if/knobs.ts';
import type { KnownResponse } from './use-answers.ts';

/** What {@link KnobCard} takes. */
export interface KnobCardProps {
  readonly knob: Knob;
  readonly place: number;
  /** Null until it is computed. */
  readonly known: KnownResponse | null;
  readonly classes: readonly ClassInfo[];
  /** Probabilities of the beat as it now is, [K]; null until known. */
  readonly now: Float32Array | null;
  /** While the knob is turned. */
  readonly onPreview: (place: number) => void;
  /** When it is let go. */
  readonly onSettle: (place: number) => void;
}

/** Half the width of a slider's thumb, CSS pixels: its middle is to stand below its dose. */
const THUMB = 8;

/** A knob below the curve of what it does. */
export function KnobCard(props: KnobCardProps) {
  const { knob, place, known, classes, now, onPreview, onSettle } = props;
  const id = useId();
  const { ref, width } = useWidth<HTMLElement>(200);
  const symbols = classes.map(({ symbol }) => symbol);
  const sentence = known && responseSentence(known.response, symbols);
  const own = doseText(knob, 0);
  return (
    <article
      class="knob"
      ref={ref}
      aria-label={knob.label}
      aria-busy={knob.reason === null && (!known || known.isStale)}
    >
      <header>
        <label for={id}>{knob.label}</label>
        {knob.reason === null && (
          <output for={id}>
            {doseText(knob, place)}
            {place !== 0 && <span class="note"> (own: {own})</span>}
          </output>
        )}
      </header>
      {known && sentence && (
        <div class={known.isStale ? 'stale' : undefined}>
          <Picture
            list={doseResponsePicture({
              width,
              response: known.response,
              symbols,
              place,
              now,
              description: `Probabilities over the ${knob.label}, own value ${own}: ${sentence}`,
            })}
          />
        </div>
      )}
      <input
        id={id}
        type="range"
        min={knob.from}
        max={knob.to}
        step={1}
        value={place}
        disabled={knob.reason !== null}
        aria-valuetext={knob.reason === null ? doseText(knob, place) : 'can’t be turned'}
        aria-describedby={`${id}-says`}
        style={{
          width: `${width - RESPONSE_EDGES.left - RESPONSE_EDGES.right + 2 * THUMB}px`,
          marginLeft: `${RESPONSE_EDGES.left - THUMB}px`,
        }}
        onInput={(event) => onPreview(Number(event.currentTarget.value))}
        onChange={(event) => onSettle(Number(event.currentTarget.value))}
      />
      <p id={`${id}-says`} class="note">
        {knob.reason ?? sentence ?? 'The curve is being computed ...'}
        {knob.doubt !== '' && <span class="problem"> {knob.doubt}</span>}
      </p>
      {knob.id === 'p' && knob.reason === null && (
        <Check checked={place === knob.from} onChange={(on) => onSettle(on ? knob.from : 0)}>
          P wave removed
        </Check>
      )}
      {known && <ResponseValues response={known.response} classes={classes} />}
    </article>
  );
}

/** The curve as numbers. */
function ResponseValues({ response, classes }: { response: DoseResponse; classes: readonly ClassInfo[] }) {
  const { knob, places, probabilities } = response;
  return (
    <details class="knob-values">
      <summary>{knob.label} in numbers</summary>
      <table class="table">
        <caption class="unseen">Probability of each class over the {knob.label}</caption>
        <thead>
          <tr>
            <th scope="col">{knob.label}</th>
            {classes.map(({ symbol, name }) => (
              <th key={symbol} scope="col" class="numeric" title={name}>
                {symbol}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((place, i) => (
            <tr key={place}>
              <th scope="row">
                {doseText(knob, place)}
                {place === 0 && ' (own)'}
              </th>
              {classes.map(({ symbol }, k) => (
                <td key={symbol} class="numeric">
                  {probabilities[i * classes.length + k].toFixed(3)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
