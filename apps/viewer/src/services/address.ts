import { effect, untracked } from '@preact/signals';
import { formatAddress, isAddressOf, mannerOf, parseAddress, placeOf } from '../lib/address.ts';
import type { PartialAddress } from '../lib/address.ts';
import type { View } from '../lib/app-state.ts';
import { withStart } from '../lib/paper/window.ts';
import type { RecordingFacts } from '../lib/recording.ts';
import { notify } from './notices.ts';
import type { Store } from './store.ts';

/** The address follows the view this much later, so that moving about costs nothing, ms. */
const SETTLE_MS = 300;

/** Keeps the page's address and its view the same. */
export interface AddressKeeper {
  /** Where the address puts the reader in a recording that is being opened; null where it does not speak of it. */
  placeIn(recording: RecordingFacts): Partial<View> | null;
  /** Tells the reader which files the address speaks of, if it waits for them. */
  tellAwaited(): void;
}

/**
 * Writes the view into the address's fragment, and follows the fragment when the reader changes it. While the address
 * speaks of a recording that is not open, and only the page's own is, the address stays as it is; how it wants things
 * shown holds at once, so that what the reader does meanwhile is not undone when the recording comes.
 */
export function keepAddress(store: Store): AddressKeeper {
  const start = parseAddress(location.hash);
  let awaited = awaitedIn(start);
  showAs(store, start);
  let isFirst = true;
  const { recording, view, panel } = {
    recording: store.select((state) => state.recording),
    view: store.select((state) => state.view),
    panel: store.select((state) => state.view.panel),
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    if (!recording.value || awaited) return;
    history.replaceState(null, '', formatAddress({ recording: recording.value, view: view.value }));
  };
  effect(() => {
    if (!recording.value || !view.value) return;
    untracked(() => {
      clearTimeout(timer);
      timer = setTimeout(write, SETTLE_MS);
    });
  });
  // A panel is chosen, not passed through: a reload right after it comes back to it.
  effect(() => {
    if (panel.value) untracked(write);
  });
  const tellAwaited = (): void => {
    if (!awaited?.recording) return;
    notify(store, {
      severity: 'note',
      title: `Open ${awaited.recording.name} to come back to its place`,
      text: `The address speaks of the recording ${awaited.recording.name}, whose files this page can't fetch by itself. Drop them here, and the page shows the place and the beat of the address.`,
    });
  };
  addEventListener('hashchange', () => {
    const address = parseAddress(location.hash);
    if (recording.value && (!address.recording || isAddressOf(address, recording.value))) {
      const { startS = view.value.startS } = address.view;
      store.change((state) => withStart({ ...state, view: { ...state.view, ...address.view } }, startS));
      return;
    }
    awaited = awaitedIn(address);
    showAs(store, address);
    tellAwaited();
  });
  return {
    placeIn(opened) {
      const place = awaited && isAddressOf(awaited, opened) ? placeOf(awaited.view) : null;
      // The page's own recording at the start is no answer to the address; whatever comes later is the reader's wish.
      if (place || !isFirst || opened.kind !== 'synthetic') awaited = null;
      isFirst = false;
      return place;
    },
    tellAwaited,
  };
}

function awaitedIn(address: PartialAddress): PartialAddress | null {
  return address.recording ? address : null;
}

/** Shows things as the address wants them, wherever the reader is. */
function showAs(store: Store, { view }: PartialAddress): void {
  const manner = mannerOf(view);
  store.change((state) => ({ ...state, view: { ...state.view, ...manner } }));
}
