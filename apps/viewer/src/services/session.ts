import { SaliogramError, isSaliogramError } from '@saliogram/core';
import { NO_BEATS } from '../lib/app-state.ts';
import type { View } from '../lib/app-state.ts';
import { readsDigits } from '../lib/beat-preprocessing.ts';
import type { Explainer, Slot } from '../lib/explanation.ts';
import { baseName, bytesOf } from '../lib/file-entry.ts';
import { listEntries, sortFiles } from '../lib/file-set.ts';
import type { FoundFiles } from '../lib/file-set.ts';
import type {
  NamedFile,
  RecordingFacts,
  RecordingReader,
  RecordingSource,
  ReferenceMark,
} from '../lib/recording.ts';
import { notify, notifyError } from './notices.ts';
import { showActivity, showEvents } from './session-activities.ts';
import type { SessionActivity } from './session-activities.ts';
import { runBeats } from './session-beats.ts';
import type { Store } from './store.ts';

/** The recording that is open where the reader has none: a synthetic one. */
export const DEMO: RecordingSource = { kind: 'synthetic', seed: 1, durationS: 120 };
/** Address of the model that comes with the page. */
export const COMMITTED_MODEL = 'models/mitdb-lstm.safetensors';

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
  /** Opens a model by its address, by default the one that comes with the page. */
  fetchModel(address?: string, slot?: Slot): Promise<void>;
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

export function createSession({ store, recordings, explainer, placeIn = () => null }: SessionParts): Session {
  let beats = new AbortController();
  let opening = 0; // the latest opening counts
  let requests = 0; // of the reader, in the order they were made
  let latest = 0; // the request whose recording is opened
  let files: readonly NamedFile[] = []; // opened last
  let asked: RecordingSource | null = null; // what the state's question is about
  let lead: string | null = null;

  const startBeats = async (): Promise<void> => {
    beats.abort();
    beats = new AbortController();
    const { signal } = beats;
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
  };
  const openRecording = async (next: RecordingSource): Promise<void> => {
    const turn = ++opening;
    showActivity(store, 'recording', { stage: 'opening the recording', done: 0, total: 0 });
    try {
      const recording = await recordings.open(next, showEvents(store, 'recording'));
      if (turn !== opening) return;
      const references = await readReferences(store, recordings, recording);
      if (turn !== opening) return;
      lead = null;
      putInPlace(store, recording, references, placeIn(recording));
      void startBeats();
    } catch (error) {
      if (turn !== opening) return;
      asked = next;
      if (!askForRate(store, error)) notifyError(store, 'The recording was not opened', error);
    } finally {
      if (turn === opening) showActivity(store, 'recording', null);
    }
  };
  const request = (source: RecordingSource): Promise<void> => {
    latest = ++requests;
    return openRecording(source);
  };
  const openModel = async (bytes: Uint8Array, name: string, slot: Slot = 'first'): Promise<void> => {
    showActivity(store, 'model', { stage: `opening ${name}`, done: 0, total: 0 });
    try {
      const model = await explainer.open(slot, bytes, name);
      store.change((state) => {
        if (slot === 'second') return { ...state, secondModel: model };
        // Labels of the model before say nothing under this one, nor does the class that was explained.
        const view = state.model ? { ...state.view, target: null } : state.view;
        return { ...state, model, view, beats: NO_BEATS };
      });
      if (slot === 'second') return;
      lead = null;
      void startBeats();
    } catch (error) {
      notifyError(store, 'The model was not opened', error);
    } finally {
      showActivity(store, 'model', null);
    }
  };

  return {
    recordings,
    explainer,
    openRecording: request,
    async openOwn(source) {
      if (latest === 0) await openRecording(source);
    },
    openModel,
    async openFiles(given, slot = 'first') {
      const turn = ++requests;
      const found = await sorted(store, given);
      if (!found) return;
      if (found.recordings.length > 0) latest = Math.max(latest, turn);
      const slots: readonly Slot[] =
        slot === 'second' || found.models.length === 1 ? [slot] : ['first', 'second'];
      for (const [i, model] of found.models.slice(0, slots.length).entries()) {
        await openModel(await bytesOf(await model.blob()), baseName(model.name), slots[i]);
      }
      if (found.recordings.length === 0 || turn !== latest) return;
      files = given;
      const names = found.recordings.map(({ file }) => file);
      store.change((state) => ({ ...state, choices: names.length > 1 ? names : [] }));
      await openRecording({ kind: 'files', files, name: names[0] });
    },
    async fetchModel(address = COMMITTED_MODEL, slot) {
      try {
        await openModel(await fetchBytes(address), decodeURIComponent(baseName(address)), slot);
      } catch (error) {
        notifyError(store, 'The model was not opened', error);
      }
    },
    async openDemo() {
      store.change((state) => ({ ...state, choices: [] }));
      await request(DEMO);
    },
    async closeSecondModel() {
      await explainer.close('second');
      store.change((state) => ({ ...state, secondModel: null }));
    },
    async choose(file) {
      await request({ kind: 'files', files, name: file });
    },
    async answer(text) {
      const { question } = store.state.value;
      store.change((state) => ({ ...state, question: null }));
      if (question?.asks === 'lead') {
        lead = text;
        await startBeats();
      } else if (question && asked?.kind === 'files') {
        await request({ ...asked, samplingFrequency: Number(text) });
      }
    },
    dismissQuestion: () => store.change((state) => ({ ...state, question: null })),
    cancel(activity) {
      if (activity === 'beats' || activity === 'classes') beats.abort();
    },
  };
}

/** The annotations that are taken for the reference: the first, or none. */
function annotatorOf({ annotators }: RecordingFacts): string | null {
  return annotators[0] ?? null;
}

/** A recording without its reference can still be read. */
async function readReferences(
  store: Store,
  recordings: RecordingReader,
  recording: RecordingFacts,
): Promise<readonly ReferenceMark[]> {
  const annotator = annotatorOf(recording);
  if (annotator === null) return [];
  try {
    return await recordings.references(annotator);
  } catch (error) {
    notifyError(store, `The annotations of ${recording.name} were not read`, error);
    return [];
  }
}

function putInPlace(
  store: Store,
  recording: RecordingFacts,
  references: readonly ReferenceMark[],
  place: Partial<View> | null,
): void {
  store.change((state) => ({
    ...state,
    recording,
    references,
    beats: NO_BEATS,
    question: null,
    view: { ...state.view, startS: 0, beat: null, target: null, ...place },
  }));
}

async function sorted(store: Store, files: readonly NamedFile[]): Promise<FoundFiles | null> {
  try {
    const found = await sortFiles(await listEntries(files));
    for (const { name, found: what } of found.unknown) {
      notify(store, {
        severity: 'warning',
        title: `${name} was not opened`,
        text: `${name} is ${what}; expected a WFDB recording (.hea with its .dat and .atr, or a zip of them), a table (.csv) or a model (.safetensors).`,
        code: 'format-unknown',
      });
    }
    if (found.recordings.length + found.models.length + found.unknown.length === 0) {
      notify(store, {
        severity: 'warning',
        title: 'Nothing was opened',
        text: `Among ${files.length} files there is no recording (.hea, .csv) and no model (.safetensors).`,
        code: 'file-missing',
      });
    }
    return found;
  } catch (error) {
    notifyError(store, 'The files were not opened', error);
    return null;
  }
}

/** Turns a table that does not say its rate into a question. */
function askForRate(store: Store, error: unknown): boolean {
  if (!isSaliogramError(error, 'data-missing') || error.details['asks'] !== 'sampling-frequency')
    return false;
  const file = String(error.details['file']);
  store.change((state) => ({ ...state, question: { asks: 'sampling-frequency', file, choices: [] } }));
  return true;
}

/** Turns a lead that the model knows and the recording has not into a question. */
function askForLead(store: Store, error: unknown, { name, leads }: RecordingFacts): boolean {
  if (!isSaliogramError(error, 'lead-missing') || leads.length === 0) return false;
  const choices = leads.map((lead) => lead.name);
  store.change((state) => ({ ...state, question: { asks: 'lead', file: name, choices } }));
  return true;
}

/** A whole file by its address. @throws `network-failed` */
export async function fetchBytes(address: string): Promise<Uint8Array> {
  const failed = (reason: string, cause?: unknown): SaliogramError =>
    new SaliogramError(
      'network-failed',
      `${address}: could not be fetched (${reason}); check that it is served`,
      {
        details: { address },
        cause,
      },
    );
  try {
    const response = await fetch(address);
    if (!response.ok) throw failed(`the server answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw isSaliogramError(cause)
      ? cause
      : failed(cause instanceof Error ? cause.message : String(cause), cause);
  }
}
