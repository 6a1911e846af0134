import { decodeTrainingExamples } from '@saliogram/nn';
import { baseName } from '../lib/file-entry.ts';
import { fetchBytes } from './fetch-bytes.ts';
import { notifyError } from './notices.ts';
import type { Store } from './store.ts';

/** Puts the training examples of the first model into the state; those of another model and broken ones become a notice. */
export function openExamples(store: Store, bytes: Uint8Array, name: string): void {
  const { model } = store.state.value;
  if (!model) return;
  try {
    const examples = decodeTrainingExamples(bytes, name, model.digest);
    store.change((state) => ({ ...state, examples }));
  } catch (error) {
    notifyError(store, 'The training examples were not opened', error);
  }
}

/** Those at an address, as {@link openExamples}. */
export async function fetchExamples(store: Store, address: string): Promise<void> {
  const { model } = store.state.value;
  try {
    const bytes = await fetchBytes(address);
    // Another model may have been opened meanwhile.
    if (store.state.value.model === model) openExamples(store, bytes, decodeURIComponent(baseName(address)));
  } catch (error) {
    notifyError(store, 'The training examples were not opened', error);
  }
}
