import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Explainer, ModelInput } from '../../../lib/explanation.ts';
import { curvePlaces } from '../../../lib/what-if/dose-response.ts';
import type { DoseResponse } from '../../../lib/what-if/dose-response.ts';
import { changeAt } from '../../../lib/what-if/knobs.ts';
import type { Knob, KnobId, Places } from '../../../lib/what-if/knobs.ts';
import { changedBeat, channelsOf } from '../../../lib/what-if/what-if-beat.ts';
import type { WhatIfBeat } from '../../../lib/what-if/what-if-beat.ts';
import { nextJob } from '../../../services/job-number.ts';
import { latestWins } from '../../../services/latest-wins.ts';
import { notifyError } from '../../../services/notices.ts';
import type { Store } from '../../../services/store.ts';

/** What the model makes of a changed beat. */
export interface Answer {
  /** [K] */
  readonly probabilities: Float32Array;
  /** How long it took. */
  readonly ms: number;
}

/** What the model makes of the input, the latest one first of all; null for an input of null and until it is known. */
export function useAnswer(
  store: Store,
  explainer: Explainer,
  subject: string,
  input: ModelInput | null,
): Answer | null {
  const [answer, setAnswer] = useState<(Answer & { readonly of: string }) | null>(null);
  const wanted = useRef(subject);
  wanted.current = subject;
  const ask = useMemo(
    () =>
      latestWins(async (question: ModelInput) => {
        const start = performance.now();
        try {
          const { probabilities } = await explainer.probe(nextJob(), 'first', question, 0);
          if (wanted.current === subject) {
            setAnswer({ of: subject, probabilities, ms: performance.now() - start });
          }
        } catch (error) {
          notifyError(store, 'The changed beat was not read', error);
        }
      }),
    [store, explainer, subject],
  );
  useEffect(() => {
    if (input) ask(input);
  }, [input, ask]);
  return input && answer?.of === subject ? answer : null;
}

/** A curve and what it was computed for. */
export interface KnownResponse {
  readonly response: DoseResponse;
  /** Whether another knob has been turned since. */
  readonly isStale: boolean;
}

interface Question {
  readonly beat: WhatIfBeat;
  readonly knobs: readonly Knob[];
  readonly settled: Places;
  /** While a knob is held nothing else is computed. */
  readonly isTurning: boolean;
}

/** Places computed at once: few enough that the answer to a turn hardly waits. */
const PLACES_AT_ONCE = 8;
/** Curves wait until the knobs rest: the answer to a turn is not to wait for them. */
const REST_MS = 200;

type Responses = Readonly<Partial<Record<KnobId, { readonly of: string; readonly response: DoseResponse }>>>;

/** The curve of each knob that can be turned, computed one after the other, anew where another knob has been turned. */
export function useResponses(
  store: Store,
  explainer: Explainer,
  subject: string,
  question: Question,
): Readonly<Partial<Record<KnobId, KnownResponse>>> {
  const [responses, setResponses] = useState<Responses>({});
  const latest = useRef(question);
  latest.current = question;
  const keyOf = ({ settled }: Question, { id }: Knob): string => `${subject} ${othersOf(settled, id)}`;
  const known = useRef<Responses>({});
  known.current = responses;
  const ask = useMemo(
    () =>
      latestWins(async (asked: Question) => {
        const isOld = (): boolean => {
          const { beat, settled, isTurning } = latest.current;
          return isTurning || settled !== asked.settled || beat !== asked.beat;
        };
        try {
          for (const knob of asked.knobs) {
            const of = keyOf(asked, knob);
            if (knob.reason !== null || known.current[knob.id]?.of === of) continue;
            const response = await responseOf(explainer, asked, knob, isOld);
            if (!response) return;
            setResponses((now) => ({ ...now, [knob.id]: { of, response } }));
          }
        } catch (error) {
          notifyError(store, 'The dose-response curves were not computed', error);
        }
      }),
    [store, explainer, subject],
  );
  useEffect(() => {
    if (question.isTurning) return undefined;
    const timer = setTimeout(() => ask(question), REST_MS);
    return () => clearTimeout(timer);
  }, [ask, question.beat, question.settled, question.isTurning]);
  return Object.fromEntries(
    question.knobs.flatMap((knob) => {
      const found = responses[knob.id];
      // Of another beat nothing is shown.
      if (!found?.of.startsWith(`${subject} `)) return [];
      const { response, of } = found;
      return [[knob.id, { response, isStale: of !== keyOf(question, knob) }]];
    }),
  );
}

/** The places of all other knobs, which the curve of one depends on. */
function othersOf(places: Places, id: KnobId): string {
  return JSON.stringify({ ...places, [id]: 0 });
}

/** The curve of one knob; null where it is no longer wanted. */
async function responseOf(
  explainer: Explainer,
  { beat, knobs, settled }: Question,
  knob: Knob,
  isOld: () => boolean,
): Promise<DoseResponse | null> {
  const places = curvePlaces(knob);
  const channels = channelsOf(beat.preprocessing).length;
  const steps = beat.input.length / channels;
  const parts: Float32Array[] = [];
  for (let from = 0; from < places.length; from += PLACES_AT_ONCE) {
    if (isOld()) return null;
    const some = places.slice(from, from + PLACES_AT_ONCE);
    const inputs = new Float32Array(some.length * beat.input.length);
    some.forEach((place, i) => {
      const change = changeAt(knobs, { ...settled, [knob.id]: place });
      inputs.set(changedBeat(beat, change).input, i * beat.input.length);
    });
    parts.push(await explainer.classify(nextJob(), 'first', inputs, steps, channels));
  }
  const classes = parts[0].length / Math.min(PLACES_AT_ONCE, places.length);
  const probabilities = new Float32Array(places.length * classes);
  parts.forEach((part, i) => probabilities.set(part, i * PLACES_AT_ONCE * classes));
  return { knob, places, probabilities };
}
