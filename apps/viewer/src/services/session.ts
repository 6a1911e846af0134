import type { View } from '../lib/app-state.ts';
import type { Explainer, Slot } from '../lib/explanation.ts';
import { baseName } from '../lib/file-entry.ts';
import type { NamedFile, RecordingFacts, RecordingReader, RecordingSource } from '../lib/recording.ts';
import { fetchBytes } from './fetch-bytes.ts';
import { keepBeats } from './keep-beats.ts';
import { notifyError } from './notices.ts';
import { createOwnModels } from './own-models.ts';
import { createRequestOrder } from './request-order.ts';
import type { SessionActivity } from './session-activities.ts';
import { fetchExamples } from './session-examples.ts';
import { createFilesOpener } from './session-files.ts';
import { wantRest } from './session-images.ts';
import { createModelOpener } from './session-model.ts';
import { createRecordingOpener } from './session-recording.ts';
import type { RecordingOpener } from './session-recording.ts';
import type { Store } from './store.ts';

/** The recording that is open where the reader has none: a synthetic one. */
export const DEMO: RecordingSource = { kind: 'synthetic', seed: 1, durationS: 120 };

/** What opens recordings and models and keeps their beats classified; failures become notices. */
export interface Session {
  readonly recordings: RecordingReader;
  readonly explainer: Explainer;
  /**
   * Opens what is among the files: the first model (or the first two), and the first recording.
   *
   * @param slot where a model goes; default the first
   */
  openFiles(files: readonly NamedFile[], slot?: Slot): Promise<void>;
  openRecording(source: RecordingSource): Promise<void>;
  /** Opens what the page itself begins with, unless the reader has opened something before. */
  openOwn(source: RecordingSource): Promise<void>;
  openModel(bytes: Uint8Array, name: string, slot?: Slot): Promise<void>;
  /**
   * Opens a model by its address, by default the one that comes with the page for what is open.
   *
   * @param examples address of its training examples; by default those that come with the page
   */
  fetchModel(address?: string, slot?: Slot, examples?: string | null): Promise<void>;
  openDemo(): Promise<void>;
  closeSecondModel(): Promise<void>;
  /** Opens another of the recordings among the files opened last. */
  choose(file: string): Promise<void>;
  /** Answers the state's question: the sampling frequency in Hz, or the name of a lead. */
  answer(text: string): Promise<void>;
  dismissQuestion(): void;
  cancel(activity: SessionActivity): void;
}

/** What a session works with. */
export interface SessionParts {
  readonly store: Store;
  readonly recordings: RecordingReader;
  readonly explainer: Explainer;
  /** Where the address puts the reader in this recording; null where it does not speak of it. */
  readonly placeIn?: (recording: RecordingFacts) => Partial<View> | null;
}

export function createSession(parts: SessionParts): Session {
  const { store, recordings, explainer } = parts;
  const ownModels = createOwnModels(store, (address) => fetchModel(address));
  const beats = keepBeats({ ...parts, onFit: (misfit) => void ownModels.onFit(misfit) });
  let isOpening = false; // a recording and its model: the model is for what is yet to come
  const restartBeats = (): void => {
    if (!isOpening) void beats.restart(null);
  };
  const opener = createRecordingOpener(parts, DEMO, restartBeats);
  const openModel = createModelOpener(store, explainer, restartBeats);
  const order = createRequestOrder();
  const request = (source: RecordingSource): Promise<void> => {
    order.confirm(order.take());
    return opener.open(source);
  };
  const fetchModel = async (
    address = ownModels.address(),
    slot: Slot = 'first',
    examples = ownModels.examplesOf(address),
  ): Promise<void> => {
    try {
      await openModel(await fetchBytes(address), decodeURIComponent(baseName(address)), slot);
    } catch (error) {
      notifyError(store, 'The model was not opened', error);
    }
    if (slot === 'first' && examples !== null) await fetchExamples(store, examples);
  };
  return {
    recordings,
    explainer,
    ...questionsOf(store, opener, (lead) => beats.restart(lead), request),
    ...createFilesOpener({
      store,
      order,
      opener,
      openModel,
      hold: (on) => void (isOpening = on),
      onKept: restartBeats,
    }),
    openRecording: request,
    async openOwn(source) {
      if (order.isEmpty()) await opener.open(source);
    },
    async openDemo() {
      store.change((state) => ({ ...state, choices: [] }));
      await request(DEMO);
    },
    openModel,
    fetchModel,
    async closeSecondModel() {
      await explainer.close('second');
      store.change((state) => ({ ...state, secondModel: null }));
    },
    cancel(activity) {
      if (activity === 'classes' && store.state.value.recording?.images) wantRest(store, false);
      else if (activity === 'beats' || activity === 'classes') beats.stop();
    },
  };
}

/** What becomes of the reader's answers: a lead to find the beats in, or a rate to open the recording with. */
function questionsOf(
  store: Store,
  opener: RecordingOpener,
  readLead: (lead: string) => Promise<void>,
  open: (source: RecordingSource) => Promise<void>,
): Pick<Session, 'answer' | 'dismissQuestion'> {
  const putAway = (): void => store.change((state) => ({ ...state, question: null }));
  return {
    async answer(text) {
      const { question } = store.state.value;
      putAway();
      const source = opener.refused();
      if (question?.asks === 'lead') await readLead(text);
      else if (question && source?.kind === 'files') {
        await open({ ...source, samplingFrequency: Number(text) });
      }
    },
    dismissQuestion() {
      putAway();
      void opener.standIn();
    },
  };
}
