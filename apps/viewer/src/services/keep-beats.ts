import { isSaliogramError } from '@saliogram/core';
import { NO_BEATS } from '../lib/app-state.ts';
import { readsDigits } from '../lib/beat-preprocessing.ts';
import type { Explainer } from '../lib/explanation.ts';
import type { RecordingReader } from '../lib/recording.ts';
import { notifyError } from './notices.ts';
import { runBeats } from './session-beats.ts';
import { askForLead } from './session-questions.ts';
import { annotatorOf } from './session-recording.ts';
import type { Store } from './store.ts';

/** What finding and classifying beats takes. */
export interface BeatsKeeperParts {
  readonly store: Store;
  readonly recordings: RecordingReader;
  readonly explainer: Explainer;
}

/** Keeps the beats of what is open found and classified. */
export interface BeatsKeeper {
  /**
   * Ends the run before and begins another one; a failure becomes a notice or a question.
   *
   * @param lead name of the lead the reader chose for the model; null for the model's own
   */
  restart(lead: string | null): Promise<void>;
  stop(): void;
}

export function keepBeats({ store, recordings, explainer }: BeatsKeeperParts): BeatsKeeper {
  let running = new AbortController();
  return {
    async restart(lead) {
      running.abort();
      running = new AbortController();
      const { signal } = running;
      const { recording, model } = store.state.value;
      store.change((state) => ({ ...state, beats: NO_BEATS }));
      if (!recording || !model || readsDigits(model.metadata.preprocessing)) return;
      const annotator = annotatorOf(recording);
      try {
        await runBeats({ store, recordings, explainer, recording, model, annotator, lead, signal });
      } catch (error) {
        if (signal.aborted || isSaliogramError(error, 'cancelled')) return;
        if (!askForLead(store, error, recording)) notifyError(store, 'The beats were not found', error);
      }
    },
    stop: () => running.abort(),
  };
}
