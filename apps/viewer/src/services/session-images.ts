import { throwIfAborted } from '@saliogram/core';
import { NO_BEATS } from '../lib/app-state.ts';
import type { AppState, Beats } from '../lib/app-state.ts';
import type { Explainer, ModelFacts } from '../lib/explanation.ts';
import { nextImages } from '../lib/next-images.ts';
import type { RecordingFacts, RecordingReader } from '../lib/recording.ts';
import { nextJob } from './job-number.ts';
import { showActivity, showEvents } from './session-activities.ts';
import type { Store } from './store.ts';

/** Images classified at a time: few enough that a sheet that is turned to hardly waits. */
const BATCH = 16;

/** What is needed to show and classify the images of a set. */
export interface ImagesRun {
  readonly store: Store;
  readonly recordings: RecordingReader;
  readonly explainer: Explainer;
  readonly recording: RecordingFacts;
  /** Null where there is none that reads these images: they are shown all the same. */
  readonly model: ModelFacts | null;
  readonly signal: AbortSignal;
}

/**
 * Puts all images of the open set into the state and classifies them, those on the sheet first; it goes on until all are
 * classified, or waits for another sheet while the rest is not wanted.
 *
 * @throws what reading and classifying throw; `cancelled`
 */
export async function runImages(run: ImagesRun): Promise<void> {
  const { store, model } = run;
  try {
    const beats = await readImages(run);
    store.change((state) => ({
      ...state,
      beats,
      view: {
        ...state.view,
        beat: beats.count === 0 ? null : Math.min(state.view.beat ?? 0, beats.count - 1),
      },
    }));
    showActivity(store, 'beats', null);
    if (model) await classifyImages(run, model);
  } finally {
    showActivity(store, 'beats', null);
    showActivity(store, 'classes', null);
  }
}

async function readImages({ store, recordings, recording, model, signal }: ImagesRun): Promise<Beats> {
  const { rows, columns } = recording.images ?? { rows: 0, columns: 0 };
  const [count, steps] = [recording.sampleCount, rows * columns];
  const inputs = new Float32Array(count * steps);
  const peaks = new Int32Array(count);
  const referenceOf = new Int32Array(count);
  let read = 0;
  const stop = (): void => void recordings.cancel();
  signal.addEventListener('abort', stop, { once: true });
  await recordings
    .beats(
      {},
      null,
      (piece) => {
        inputs.set(piece.inputs, read * steps);
        peaks.set(piece.peaks, read);
        referenceOf.set(piece.referenceOf, read);
        read += piece.peaks.length;
      },
      (event) => signal.aborted || showEvents(store, 'beats')(event),
    )
    .finally(() => signal.removeEventListener('abort', stop));
  throwIfAborted(signal, 'reading images');
  const probabilities = new Float32Array(count * (model?.classes.length ?? 0)).fill(NaN);
  return { ...NO_BEATS, count, peaks, referenceOf, inputs, steps, probabilities, complete: count === 0 };
}

async function classifyImages({ store, explainer, signal }: ImagesRun, model: ModelFacts): Promise<void> {
  const classes = model.classes.length;
  while (!store.state.value.beats.complete) {
    const { beats, sheet, view } = store.state.value;
    const images = nextImages({ beats, sheet, chosen: view.beat, classes }, BATCH);
    if (images.length === 0) {
      showActivity(store, 'classes', null);
      await changeOf(store, ({ sheet: shown, view: { beat } }) => [shown, beat], signal);
      continue;
    }
    if (sheet.isRestWanted) {
      const { classified: done, count: total } = beats;
      showActivity(store, 'classes', { stage: 'classifying images', done, total });
    }
    const job = nextJob();
    const stop = (): void => void explainer.cancel(job);
    signal.addEventListener('abort', stop, { once: true });
    const found = await explainer
      .classify(job, 'first', inputsOf(beats, images), beats.steps, beats.channels)
      .finally(() => signal.removeEventListener('abort', stop));
    throwIfAborted(signal, 'classifying images');
    store.change((state) => ({ ...state, beats: withProbabilities(state.beats, images, found, classes) }));
  }
}

function inputsOf({ inputs, steps, channels }: Beats, images: readonly number[]): Float32Array {
  const size = steps * channels;
  const chosen = new Float32Array(images.length * size);
  images.forEach((image, i) => chosen.set(inputs.subarray(image * size, (image + 1) * size), i * size));
  return chosen;
}

function withProbabilities(
  beats: Beats,
  images: readonly number[],
  found: Float32Array,
  classes: number,
): Beats {
  const probabilities = beats.probabilities.slice();
  images.forEach((image, i) =>
    probabilities.set(found.subarray(i * classes, (i + 1) * classes), image * classes),
  );
  const classified = beats.classified + images.length;
  return { ...beats, probabilities, classified, complete: classified === beats.count };
}

/** Waits until one of the parts of the state is another one. @throws `cancelled` */
async function changeOf(
  store: Store,
  parts: (state: AppState) => readonly unknown[],
  signal: AbortSignal,
): Promise<void> {
  const before = parts(store.state.value);
  await new Promise<void>((resolve) => {
    const stop = store.state.subscribe((state) => {
      if (parts(state).every((part, i) => part === before[i])) return;
      queueMicrotask(end);
    });
    const end = (): void => {
      stop();
      signal.removeEventListener('abort', end);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
  throwIfAborted(signal, 'classifying images');
}

/** Has all images classified behind those on the sheet, or no more than those. */
export function wantRest(store: Store, isRestWanted: boolean): void {
  store.change((state) => ({ ...state, sheet: { ...state.sheet, isRestWanted } }));
}
