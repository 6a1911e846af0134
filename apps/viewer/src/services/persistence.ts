import { effect, untracked } from '@preact/signals';
import type { Settings } from '../lib/app-state.ts';
import { decodeWork, encodeWork } from '../lib/review-file.ts';
import type { KeptWork } from '../lib/review-file.ts';
import { notify, notifyError } from './notices.ts';
import type { Store } from './store.ts';

/** What browsers keep texts in; they may have none, or have it full. */
export type TextKeeper = Pick<Storage, 'getItem' | 'setItem'>;

const SETTINGS = 'saliogram:settings';
const workKey = (digest: string): string => `saliogram:work:${digest}`;

/** The browser's keeper of texts for this page; null where the reader has forbidden it. */
export function browserKeeper(): TextKeeper | null {
  try {
    return localStorage;
  } catch {
    // Reading the property throws where storage is forbidden: the page then works without.
    return null;
  }
}

/** Restores the reader's settings and keeps them from now on. */
export function keepSettings(store: Store, keeper: TextKeeper | null): void {
  if (!keeper) return;
  const kept = readSettings(keeper.getItem(SETTINGS));
  store.change((state) => ({ ...state, settings: { ...state.settings, ...kept } }));
  const settings = store.select((state) => state.settings);
  effect(() => {
    const text = JSON.stringify(settings.value);
    untracked(() => write(store, keeper, SETTINGS, text));
  });
}

/**
 * Restores the reader's work and audit trail whenever a recording is opened, and keeps them while it is open, by the
 * recording's digest. Without a keeper the reader is told at the first decision.
 */
export function keepWork(store: Store, keeper: TextKeeper | null): void {
  const digest = store.select((state) => state.recording?.digest ?? null);
  const work = store.select((state) => state.work);
  const audit = store.select((state) => state.audit);
  let open: string | null = null;
  let isReadable = true;
  const follow = (now: string | null, kept: KeptWork): void => {
    if (now !== open) {
      open = now;
      isReadable = restore(store, keeper, now);
      return;
    }
    if (now === null || kept.audit.length === 0) return;
    if (!keeper) tellNotKept(store);
    else if (isReadable) write(store, keeper, workKey(now), encodeWork(kept));
  };
  effect(() => {
    const [now, kept] = [digest.value, { work: work.value, audit: audit.value }];
    untracked(() => follow(now, kept));
  });
}

/** Puts the work on a recording in place; false where what was kept can't be read and so is not written over. */
function restore(store: Store, keeper: TextKeeper | null, digest: string | null): boolean {
  const nothing = { work: { reviews: [], blindReadings: [] }, audit: [] };
  try {
    const text = digest === null ? null : (keeper?.getItem(workKey(digest)) ?? null);
    const { work, audit } = text === null ? nothing : decodeWork(text);
    store.restart(work);
    store.change((state) => ({ ...state, audit }));
    return true;
  } catch (error) {
    store.restart(nothing.work);
    store.change((state) => ({ ...state, audit: nothing.audit }));
    notifyError(store, 'Your earlier work was not restored', error);
    return false;
  }
}

function write(store: Store, keeper: TextKeeper, key: string, text: string): void {
  try {
    keeper.setItem(key, text);
  } catch {
    // Full, or forbidden since: the work itself is still in the page.
    tellNotKept(store);
  }
}

function tellNotKept(store: Store): void {
  notify(store, {
    severity: 'warning',
    title: 'Your work is not kept',
    text: 'This browser has no room for it or forbids it: export your labels before you close the page.',
  });
}

/** Fields of ours with values of the right kind; anything else is passed over, since a default serves as well. */
function readSettings(text: string | null): Partial<Settings> {
  const value = parse(text);
  const { pxPerMm, theme, blind, reader, intervals } = value;
  return {
    ...(typeof pxPerMm === 'number' && pxPerMm > 1 && pxPerMm < 50 && { pxPerMm }),
    ...((theme === 'system' || theme === 'light' || theme === 'dark') && { theme }),
    ...(typeof blind === 'boolean' && { blind }),
    ...(typeof reader === 'string' && { reader }),
    ...(typeof intervals === 'boolean' && { intervals }),
  };
}

function parse(text: string | null): Partial<Record<keyof Settings, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
