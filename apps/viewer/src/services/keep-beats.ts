import { isSaliogramError } from '@saliogram/core';
import { NO_BEATS } from '../lib/app-state.ts';
import type { Explainer } from '../lib/explanation.ts';
import { modelMisfit } from '../lib/model-misfit.ts';
import type { RecordingReader } from '../lib/recording.ts';
import { notifyError } from './notices.ts';
import { runBeats } from './session-beats.ts';
import { runImages } from './session-images.ts';
import { askForLead } from './session-questions.ts';
import { annotatorOf } from './session-recording.ts';
import type { Store } from './store.ts';

/** What finding and classifying beats takes. */
export interface BeatsKeeperParts {
  readonly store: Store;
  readonly recordings: RecordingReader;
  readonly explainer: Explainer;
  /** Told why the model can't read what is open, or with null that it can. */
  readonly onFit: (misfit: string | null) => void;
}

/** Keeps the beats, or the images, of what is open found and classified. */
export interface BeatsKeeper {
  /**
   * Ends the run before and begins another one; a failure becomes a notice or a question.
   *
   * @param lead name of the lead the reader chose for the model; null for the model's own
   */
  restart(lead: string | null): Promise<void>;
  stop(): void;
}

export function keepBeats({ store, recordings, explainer, onFit }: BeatsKeeperParts): BeatsKeeper {
  let running = new AbortController();
  return {
    async restart(lead) {
      running.abort();
      running = new AbortController();
      const { signal } = running;
      const { recording, model } = store.state.value;
      store.change((state) => ({ ...state, beats: NO_BEATS }));
      if (!recording) return;
      const misfit = modelMisfit(recording, model);
      if (model) onFit(misfit);
      const reads = misfit === null ? model : null;
      const run = { store, recordings, explainer, recording, signal };
      try {
        if (recording.images) await runImages({ ...run, model: reads });
        else if (reads) await runBeats({ ...run, model: reads, annotator: annotatorOf(recording), lead });
      } catch (error) {
        if (signal.aborted || isSaliogramError(error, 'cancelled')) return;
        const what = recording.images ? 'The images were not read' : 'The beats were not found';
        if (!askForLead(store, error, recording)) notifyError(store, what, error);
      }
    },
    stop: () => running.abort(),
  };
}
