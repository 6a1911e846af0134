import type { View } from '../lib/app-state.ts';
import { NO_BEATS } from '../lib/app-state.ts';
import type { RecordingFacts, RecordingReader, RecordingSource, ReferenceMark } from '../lib/recording.ts';
import { notifyError } from './notices.ts';
import { showActivity, showEvents } from './session-activities.ts';
import { askForRate } from './session-questions.ts';
import type { Store } from './store.ts';

/** What opening recordings takes. */
export interface RecordingOpenerParts {
  readonly store: Store;
  readonly recordings: RecordingReader;
  /** Where the address puts the reader in this recording; null where it does not speak of it. */
  readonly placeIn?: (recording: RecordingFacts) => Partial<View> | null;
}

/** Opens recordings, of which the latest counts. */
export interface RecordingOpener {
  /** Puts a recording and its reference into the state; a failure becomes a notice or a question. */
  open(source: RecordingSource): Promise<void>;
  /** Opens the page's own recording where there is nothing else to show and nothing that is asked. */
  standIn(): Promise<void>;
  /** What could not be opened last; the state's question may be about it. */
  refused(): RecordingSource | null;
}

/**
 * @param own the page's own recording
 * @param onOpened called when another recording stands in the state
 */
export function createRecordingOpener(
  { store, recordings, placeIn = () => null }: RecordingOpenerParts,
  own: RecordingSource,
  onOpened: () => void,
): RecordingOpener {
  let latest = 0;
  let refused: RecordingSource | null = null;
  const opener: RecordingOpener = {
    async open(source) {
      const turn = ++latest;
      showActivity(store, 'recording', { stage: 'opening the recording', done: 0, total: 0 });
      try {
        const recording = await recordings.open(source, showEvents(store, 'recording'));
        if (turn !== latest) return;
        const references = await readReferences(store, recordings, recording);
        if (turn !== latest) return;
        putInPlace(store, recording, references, placeIn(recording));
        onOpened();
      } catch (error) {
        if (turn !== latest) return;
        refused = source;
        if (!askForRate(store, error)) notifyError(store, 'The recording was not opened', error);
        if (source !== own) await opener.standIn();
      } finally {
        if (turn === latest) showActivity(store, 'recording', null);
      }
    },
    async standIn() {
      const { recording, question } = store.state.value;
      if (!recording && !question) await opener.open(own);
    },
    refused: () => refused,
  };
  return opener;
}

/** The annotations that are taken for the reference: the first, or none. */
export function annotatorOf({ annotators }: RecordingFacts): string | null {
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
    quality: [],
    other: null,
    beats: NO_BEATS,
    question: null,
    view: { ...state.view, startS: 0, beat: null, target: null, ...place },
  }));
}
