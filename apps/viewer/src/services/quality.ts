import { effect } from '@preact/signals';
import { isSaliogramError } from '@saliogram/core';
import { stretchToAssess, withStretch } from '../lib/quality.ts';
import type { RecordingReader } from '../lib/recording.ts';
import { notifyError } from './notices.ts';
import type { Store } from './store.ts';

/**
 * Keeps the quality of the open recording assessed: the whole of one of up to two hours, of a longer one the stretches that
 * the reader looks at. It begins once there is a model, whose beats come first; a failure becomes a notice, once per
 * recording.
 */
export function keepQuality(store: Store, recordings: Pick<RecordingReader, 'quality'>): void {
  const recording = store.select((state) => state.recording);
  const hasModel = store.select(({ model }) => model !== null);
  const wanted = store.select((state) => {
    const { view, stripS, quality } = state;
    const stretch =
      state.recording &&
      stretchToAssess(state.recording, { startS: view.startS, endS: view.startS + stripS }, quality);
    return stretch?.from ?? -1;
  });
  let isAssessing = false;
  let failedIn: unknown = null;
  const assess = async (): Promise<void> => {
    const open = store.state.peek().recording;
    const { view, stripS, quality } = store.state.peek();
    const place = { startS: view.startS, endS: view.startS + stripS };
    const stretch = open && stretchToAssess(open, place, quality);
    if (!open || !stretch || isAssessing || failedIn === open) return;
    isAssessing = true;
    try {
      // The finding of beats, which begins in this very task, comes first.
      await new Promise((resolve) => {
        setTimeout(resolve, 0);
      });
      const next = await recordings.quality(stretch.from, stretch.to);
      store.change((state) =>
        state.recording === open && next.recording === open.digest
          ? { ...state, quality: withStretch(state.quality, next) }
          : state,
      );
    } catch (error) {
      if (store.state.peek().recording === open && !isSaliogramError(error, 'cancelled')) {
        failedIn = open;
        notifyError(store, 'The quality of the signal was not assessed', error);
      }
    } finally {
      isAssessing = false;
    }
    void assess(); // what is looked at may be elsewhere by now
  };
  effect(() => {
    if (recording.value && hasModel.value && wanted.value >= 0) void assess();
  });
}
