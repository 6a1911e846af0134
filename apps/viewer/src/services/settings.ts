import type { Settings, View } from '../lib/app-state.ts';
import type { Store } from './store.ts';

/** Changes some of the reader's settings. */
export function changeSettings(store: Store, change: Partial<Settings>): void {
  store.change((state) => ({ ...state, settings: { ...state.settings, ...change } }));
}

/** Puts a tab of the page in front. */
export function showPanel(store: Store, panel: View['panel']): void {
  store.change((state) => ({ ...state, view: { ...state.view, panel } }));
}
