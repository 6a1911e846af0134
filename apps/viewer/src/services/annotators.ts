import { readAnnotationFile } from '../lib/annotation-file.ts';
import { compareAnnotators, differencesOf, nextDifference } from '../lib/annotator-comparison.ts';
import type { Difference, DifferenceKind } from '../lib/annotator-comparison.ts';
import type { AppState, OtherAnnotator } from '../lib/app-state.ts';
import { nearestBeat } from '../lib/beat-verdict.ts';
import { baseName, bytesOf } from '../lib/file-entry.ts';
import { stemOf } from '../lib/file-set.ts';
import { withCentre } from '../lib/paper/window.ts';
import type { NamedFile, RecordingFacts, RecordingReader, ReferenceMark } from '../lib/recording.ts';
import { notify, notifyError } from './notices.ts';
import type { Store } from './store.ts';

/** A beat of the page's own this near to a difference is the one that it is about (ANSI/AAMI EC57), s. */
const SAME_BEAT_S = 0.15;

/** Puts an annotation file beside the reference of what is open; a failure becomes a notice. */
export async function openAnnotationFile(store: Store, { name, blob }: NamedFile): Promise<void> {
  const open = store.state.value.recording;
  if (!open || open.images) return;
  await putBeside(store, open, baseName(name), async () =>
    readAnnotationFile(await bytesOf(blob), baseName(name), open.samplingFrequency),
  );
  if (stemOf(baseName(name)) === open.name || store.state.value.other?.name !== baseName(name)) return;
  notify(store, {
    severity: 'warning',
    title: 'Of another recording?',
    text: `${baseName(name)} is not named after ${open.name}, beside whose reference it stands now.`,
  });
}

/** Puts an annotator beside the reference whose file lies beside the recording. */
export async function chooseAnnotator(
  store: Store,
  reader: Pick<RecordingReader, 'references'>,
  annotator: string,
): Promise<void> {
  const open = store.state.value.recording;
  if (open) await putBeside(store, open, `${open.name}.${annotator}`, () => reader.references(annotator));
}

async function putBeside(
  store: Store,
  open: RecordingFacts,
  name: string,
  read: () => Promise<readonly ReferenceMark[]>,
): Promise<void> {
  try {
    const marks = await read();
    store.change((state) =>
      state.recording === open
        ? withComparison(state, {
            name,
            marks,
            comparison: null,
            isWhole: false,
            stepped: 'all',
            current: null,
          })
        : state,
    );
  } catch (error) {
    notifyError(store, `${name} was not put beside the reference`, error);
  }
}

/** Whether the learning period is compared too. */
export function compareWhole(store: Store, isWhole: boolean): void {
  store.change((state) =>
    state.other ? withComparison(state, { ...state.other, isWhole, current: null }) : state,
  );
}

/** Which differences are stepped through. */
export function stepThrough(store: Store, stepped: DifferenceKind | 'all'): void {
  store.change((state) => (state.other ? { ...state, other: { ...state.other, stepped } } : state));
}

export function closeAnnotator(store: Store): void {
  store.change((state) => ({ ...state, other: null }));
}

function withComparison(state: AppState, other: OtherAnnotator): AppState {
  const { recording, references } = state;
  if (!recording || references.length === 0) return { ...state, other };
  const comparison = compareAnnotators(references, other.marks, recording, other.isWhole);
  return { ...state, other: { ...other, comparison } };
}

/** Goes to a difference: its time comes into the middle of the strip, and the page's own beat there is chosen, if it has one. */
export function goToDifference(store: Store, difference: Difference): void {
  store.change((state) => {
    const { other, recording, beats } = state;
    if (!other || !recording) return state;
    const beat = nearestBeat(beats, difference.sample);
    const isThere =
      beat !== null &&
      Math.abs(beats.peaks[beat] - difference.sample) <= SAME_BEAT_S * recording.samplingFrequency;
    const view = isThere ? { ...state.view, beat, target: null } : state.view;
    const next = { ...state, view, other: { ...other, current: difference } };
    return withCentre(next, difference.sample / recording.samplingFrequency);
  });
}

/** Goes to the next or the previous of the differences that are stepped through, from where the strip stands. */
export function stepDifference(store: Store, direction: 1 | -1): void {
  const { other, recording, view, stripS, settings } = store.state.value;
  const tell = (text: string): number => notify(store, { severity: 'note', title: 'Nowhere to go', text });
  if (!recording || recording.images) return;
  if (!other) {
    tell(
      'There is no other annotator: drop an annotation file that is named after the recording, or press 6.',
    );
    return;
  }
  if (settings.blind) {
    tell('Blind mode hides what other annotators say.');
    return;
  }
  const fs = recording.samplingFrequency;
  const currentS = (other.current?.sample ?? -1) / fs;
  const isInSight = other.current && currentS >= view.startS && currentS <= view.startS + stripS;
  const from = isInSight && other.current ? other.current.sample : (view.startS + stripS / 2) * fs;
  const next = nextDifference(differencesOf(other.comparison, other.stepped), from, direction);
  if (next) goToDifference(store, next);
  else tell(`${other.name} has no such difference from the reference.`);
}
