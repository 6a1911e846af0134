import type { Slot } from '../lib/explanation.ts';
import { isNamedAfter } from '../lib/annotation-file.ts';
import { baseName, bytesOf } from '../lib/file-entry.ts';
import { listEntries, sortFiles } from '../lib/file-set.ts';
import type { FoundFiles } from '../lib/file-set.ts';
import type { NamedFile } from '../lib/recording.ts';
import { openAnnotationFile } from './annotators.ts';
import { notify, notifyError } from './notices.ts';
import type { RequestOrder } from './request-order.ts';
import { openExamples } from './session-examples.ts';
import type { OpenModel } from './session-model.ts';
import type { RecordingOpener } from './session-recording.ts';
import type { Store } from './store.ts';

/** What opening files takes. */
export interface FilesOpenerParts {
  readonly store: Store;
  readonly order: RequestOrder;
  readonly opener: RecordingOpener;
  readonly openModel: OpenModel;
  /** Told that the models to come are for a recording that is opened after them, and when they are there. */
  readonly hold: (on: boolean) => void;
  /** Called where a model has come and the recording with it could not be opened: what stayed open is for it to read. */
  readonly onKept: () => void;
}

/** Opens what is among files, and another of the recordings among those opened last. */
export interface FilesOpener {
  openFiles(files: readonly NamedFile[], slot?: Slot): Promise<void>;
  choose(file: string): Promise<void>;
}

export function createFilesOpener(parts: FilesOpenerParts): FilesOpener {
  const { store, order, opener, openModel, hold, onKept } = parts;
  let files: readonly NamedFile[] = []; // opened last
  return {
    async openFiles(given, slot = 'first') {
      const place = order.take();
      const found = await sortedFiles(store, given);
      if (!found) return;
      for (const file of found.annotations) await openAnnotationFile(store, file);
      const hasRecording = found.recordings.length > 0;
      if (hasRecording) order.confirm(place);
      hold(hasRecording);
      await openModels(found.models, slot, openModel);
      if (slot === 'first') await openFirstExamples(store, found.examples);
      hold(false);
      if (!hasRecording || !order.isLast(place)) return;
      files = given;
      const names = found.recordings.map(({ file }) => file);
      store.change((state) => ({ ...state, choices: names.length > 1 ? names : [] }));
      const before = store.state.value.recording;
      await opener.open({ kind: 'files', files, name: names[0] });
      if (found.models.length > 0 && store.state.value.recording === before) onKept();
    },
    async choose(file) {
      order.confirm(order.take());
      await opener.open({ kind: 'files', files, name: file });
    },
  };
}

/** Those that are named as the model in view, else the first. */
async function openFirstExamples(store: Store, all: FoundFiles['examples']): Promise<void> {
  const stem = store.state.value.model?.name.replace(/\.safetensors$/i, '');
  const own = all.find(({ name }) => stem !== undefined && baseName(name).startsWith(`${stem}.`)) ?? all[0];
  if (own) openExamples(store, await bytesOf(await own.blob()), baseName(own.name));
}

/** The first model into its slot; of several the first two into both. */
async function openModels(models: FoundFiles['models'], slot: Slot, openModel: OpenModel): Promise<void> {
  const slots: readonly Slot[] = slot === 'second' || models.length === 1 ? [slot] : ['first', 'second'];
  for (const [i, model] of models.slice(0, slots.length).entries()) {
    await openModel(await bytesOf(await model.blob()), baseName(model.name), slots[i]);
  }
}

/** The recordings and models among files; tells of those that are neither. Null where they could not be read. */
async function sortedFiles(
  store: Store,
  files: readonly NamedFile[],
): Promise<(FoundFiles & { readonly annotations: readonly NamedFile[] }) | null> {
  try {
    const found = await sortFiles(await listEntries(files));
    const annotations = annotationsAmong(store, files, found);
    for (const { name, found: what } of found.unknown) {
      if (annotations.some((file) => file.name === name)) continue;
      notify(store, {
        severity: 'warning',
        title: `${name} was not opened`,
        text: `${name} is ${what}; expected a WFDB recording (.hea with its .dat and .atr, or a zip of them), a table (.csv), images with labels (IDX) or a model (.safetensors).`,
        code: 'format-unknown',
      });
    }
    if (found.recordings.length + found.models.length + found.examples.length + found.unknown.length === 0) {
      notify(store, {
        severity: 'warning',
        title: 'Nothing was opened',
        text: `Among ${files.length} files there is no recording (.hea, .csv), no images (IDX) and no model (.safetensors).`,
        code: 'file-missing',
      });
    }
    return { ...found, annotations };
  } catch (error) {
    notifyError(store, 'The files were not opened', error);
    return null;
  }
}

/** Of files without a recording among them, those that are named as annotations of the open one. */
function annotationsAmong(
  store: Store,
  files: readonly NamedFile[],
  { recordings, unknown }: FoundFiles,
): readonly NamedFile[] {
  const { recording } = store.state.value;
  if (!recording || recording.images || recordings.length > 0) return [];
  const names = new Set(unknown.map(({ name }) => name));
  return files.filter(({ name }) => names.has(name) && isNamedAfter(name, recording.name));
}
