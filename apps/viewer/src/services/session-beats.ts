import { throwIfAborted } from '@saliogram/core';
import type { Preprocessing } from '@saliogram/datasets';
import { NO_BEATS } from '../lib/app-state.ts';
import { checkPreprocessing, leadFor } from '../lib/beat-preprocessing.ts';
import { growingBeats } from '../lib/growing-beats.ts';
import type { GrowingBeats } from '../lib/growing-beats.ts';
import type { Explainer, ModelFacts } from '../lib/explanation.ts';
import { interestingBeat } from '../lib/interesting-beat.ts';
import type { RecordingFacts, RecordingReader } from '../lib/recording.ts';
import { nextJob } from './job-number.ts';
import { showActivity, showEvents } from './session-activities.ts';
import type { Store } from './store.ts';

/** Beats classified at a time; the first few come soon. */
const FIRST_BATCH = 64;
const BATCH = 256;
/** While beats are found and not classified the page hears of them this often, ms. */
const EVERY_MS = 250;
/** The strip begins this long before the beat that is shown first, s. */
const LEAD_IN_S = 3;

/** What is needed to find and classify the beats of a recording. */
export interface BeatsRun {
  readonly store: Store;
  readonly recordings: RecordingReader;
  readonly explainer: Explainer;
  readonly recording: RecordingFacts;
  readonly model: ModelFacts;
  /** Which annotations are the reference; null for none. */
  readonly annotator: string | null;
  /** Name of the lead the reader chose for the model; null for the model's own. */
  readonly lead: string | null;
  readonly signal: AbortSignal;
}

/**
 * Finds the beats of the open recording and classifies them as they are found; the state's beats fill, and where no beat
 * is chosen yet the most telling one is.
 *
 * @throws what finding and classifying throw; `cancelled`
 */
export async function runBeats(run: BeatsRun): Promise<void> {
  const { store, signal } = run;
  const growing = growingBeats();
  const wanted = preprocessingOf(run);
  const index = leadFor(run.recording.leads, wanted);
  store.change((state) => ({
    ...state,
    beats: { ...NO_BEATS, lead: run.recording.leads[index]?.name ?? '' },
  }));
  const finding = new AbortController();
  const both = AbortSignal.any([signal, finding.signal]);
  const pieces = waitingRoom(both);
  try {
    const found = find(run, wanted, growing, () => pieces.knock()).then(() => pieces.close());
    await Promise.all([found, classifyAll(run, growing, () => pieces.next(), both)]);
  } finally {
    finding.abort(); // where one of the two has failed, the other ends too
    showActivity(store, 'beats', null);
    showActivity(store, 'classes', null);
  }
}

/** How the model wants its beats cut, of the lead that the reader chose where one was chosen. */
function preprocessingOf({ model, lead }: BeatsRun): Preprocessing {
  const preprocessing = checkPreprocessing(model.metadata.preprocessing);
  return lead === null ? preprocessing : { ...preprocessing, lead, fallbackLead: lead };
}

async function find(
  run: BeatsRun,
  preprocessing: Preprocessing,
  growing: GrowingBeats,
  onFound: () => void,
): Promise<void> {
  const { store, recordings, annotator, signal } = run;
  const stop = (): void => void recordings.cancel();
  signal.addEventListener('abort', stop, { once: true });
  let shownAt = -Infinity;
  try {
    await recordings.beats(
      preprocessing,
      annotator,
      (piece) => {
        if (signal.aborted) return;
        growing.append(piece);
        if (performance.now() - shownAt > EVERY_MS) {
          shownAt = performance.now();
          show(run, growing, false);
        }
        onFound();
      },
      (event) => signal.aborted || showEvents(store, 'beats')(event),
    );
    throwIfAborted(signal, 'finding beats');
    showActivity(store, 'beats', null);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function classifyAll(
  run: BeatsRun,
  growing: GrowingBeats,
  nextPiece: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const { store, explainer, model } = run;
  for (let isMore = true; isMore || growing.classified < growing.count;) {
    const { classified, count } = growing;
    if (classified === count) {
      isMore = await nextPiece();
      throwIfAborted(signal, 'classifying beats');
      continue;
    }
    showActivity(store, 'classes', { stage: 'classifying beats', done: classified, total: count });
    const to = Math.min(count, classified + (classified === 0 ? FIRST_BATCH : BATCH));
    const { steps, channels } = growing.beats('', false);
    const job = nextJob();
    const stop = (): void => void explainer.cancel(job);
    signal.addEventListener('abort', stop, { once: true });
    const probabilities = await explainer
      .classify(job, 'first', growing.inputs(classified, to), steps, channels)
      .finally(() => signal.removeEventListener('abort', stop));
    throwIfAborted(signal, 'classifying beats');
    growing.classify(probabilities, model.classes.length);
    show(run, growing, false);
  }
  show(run, growing, true);
}

/** Puts the beats so far into the state, and chooses one to be explained where none is. */
function show({ store, recording, model }: BeatsRun, growing: GrowingBeats, complete: boolean): void {
  store.change((state) => {
    const beats = growing.beats(state.beats.lead, complete);
    const isGone = complete && state.view.beat !== null && state.view.beat >= beats.count;
    if (state.view.beat !== null && !isGone) return { ...state, beats };
    const beat = interestingBeat(beats, model.classes);
    if (beat === null) return { ...state, beats, view: { ...state.view, beat: null } };
    const startS = Math.max(0, beats.peaks[beat] / recording.samplingFrequency - LEAD_IN_S);
    return { ...state, beats, view: { ...state.view, beat, startS } };
  });
}

/** Where one waits for pieces: `next` answers true when there is another one, false when no more will come. */
function waitingRoom(signal: AbortSignal) {
  let [hasCome, isClosed] = [false, false];
  let wake: () => void = () => undefined;
  signal.addEventListener('abort', () => wake(), { once: true });
  return {
    knock(): void {
      hasCome = true;
      wake();
    },
    close(): void {
      isClosed = true;
      wake();
    },
    async next(): Promise<boolean> {
      while (!hasCome && !isClosed && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
      const answer = hasCome;
      hasCome = false;
      return answer;
    },
  };
}
