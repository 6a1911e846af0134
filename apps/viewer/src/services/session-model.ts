import { NO_BEATS } from '../lib/app-state.ts';
import type { Explainer, Slot } from '../lib/explanation.ts';
import { notifyError } from './notices.ts';
import { showActivity } from './session-activities.ts';
import type { Store } from './store.ts';

/** Opens a model into the state; a failure becomes a notice. Default slot: the first. */
export type OpenModel = (bytes: Uint8Array, name: string, slot?: Slot) => Promise<void>;

/** @param onOpened called when another first model stands in the state */
export function createModelOpener(store: Store, explainer: Explainer, onOpened: () => void): OpenModel {
  return async (bytes, name, slot = 'first') => {
    showActivity(store, 'model', { stage: `opening ${name}`, done: 0, total: 0 });
    try {
      const model = await explainer.open(slot, bytes, name);
      store.change((state) => {
        if (slot === 'second') return { ...state, secondModel: model };
        // Labels of the model before say nothing under this one, nor does the class that was explained.
        const view = state.model ? { ...state.view, target: null } : state.view;
        return { ...state, model, view, beats: NO_BEATS, examples: null };
      });
      if (slot === 'first') onOpened();
    } catch (error) {
      notifyError(store, 'The model was not opened', error);
    } finally {
      showActivity(store, 'model', null);
    }
  };
}
