import { effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { isSameQuestion, wavesQuestion } from '../lib/beat-waves.ts';
import type { BeatWaves, RecordingFacts, RecordingReader, WavesQuestion } from '../lib/recording.ts';
import { latestWins } from './latest-wins.ts';
import { notifyError } from './notices.ts';
import type { Store } from './store.ts';

/** What is known of the waves of the beat in view. */
export interface KnownWaves {
  readonly question: WavesQuestion;
  /** Null until they are found. */
  readonly found: BeatWaves | null;
}

/** The waves of the beat in view, a sentence for what can't be measured, or null without a beat. */
export type ShownWaves = KnownWaves | string | null;

interface Asked {
  readonly recording: RecordingFacts;
  readonly question: WavesQuestion;
}

const known = new WeakMap<RecordingReader, ReadonlySignal<ShownWaves>>();

/** The waves of the beat in view, kept up with the state and shared by all who ask; a failure becomes a notice. */
export function wavesInView(store: Store, reader: RecordingReader): ReadonlySignal<ShownWaves> {
  const shared = known.get(reader);
  if (shared) return shared;
  const shown = signal<ShownWaves>(null);
  known.set(reader, shown);
  let asked: Asked | null = null;
  const find = latestWins(async (next: Asked) => {
    try {
      const found = await reader.waves(next.question);
      if (asked === next) shown.value = { question: next.question, found };
    } catch (error) {
      await nothingOpening(store);
      if (asked === next) notifyError(store, 'The beat was not measured', error);
    }
  });
  const open = store.select((state) => state.recording);
  const beats = store.select((state) => state.beats);
  const model = store.select((state) => state.model);
  const beat = store.select(({ view }) => view.beat);
  effect(() => {
    const recording = open.value;
    const question = wavesQuestion({ recording, beats: beats.value, model: model.value }, beat.value);
    if (question === null || typeof question === 'string') {
      asked = null;
      shown.value = question;
      return;
    }
    if (recording === null) throw new Error('internal: waves of no recording');
    if (asked?.recording === recording && isSameQuestion(asked.question, question)) return;
    asked = { recording, question };
    shown.value = { question, found: null };
    find(asked);
  });
  return shown;
}

/** Waits while a recording is being opened: its reader may have it before the page does, and has no beats of the one before. */
function nothingOpening(store: Store): Promise<void> {
  const isOpening = store.select(({ activities }) => 'recording' in activities);
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (isOpening.value) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}
