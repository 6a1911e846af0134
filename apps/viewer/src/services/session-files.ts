import { listEntries, sortFiles } from '../lib/file-set.ts';
import type { FoundFiles } from '../lib/file-set.ts';
import type { NamedFile } from '../lib/recording.ts';
import { notify, notifyError } from './notices.ts';
import type { Store } from './store.ts';

/** The recordings and models among files; tells of those that are neither. Null where they could not be read. */
export async function sortedFiles(store: Store, files: readonly NamedFile[]): Promise<FoundFiles | null> {
  try {
    const found = await sortFiles(await listEntries(files));
    for (const { name, found: what } of found.unknown) {
      notify(store, {
        severity: 'warning',
        title: `${name} was not opened`,
        text: `${name} is ${what}; expected a WFDB recording (.hea with its .dat and .atr, or a zip of them), a table (.csv), images with labels (IDX) or a model (.safetensors).`,
        code: 'format-unknown',
      });
    }
    if (found.recordings.length + found.models.length + found.unknown.length === 0) {
      notify(store, {
        severity: 'warning',
        title: 'Nothing was opened',
        text: `Among ${files.length} files there is no recording (.hea, .csv), no images (IDX) and no model (.safetensors).`,
        code: 'file-missing',
      });
    }
    return found;
  } catch (error) {
    notifyError(store, 'The files were not opened', error);
    return null;
  }
}
