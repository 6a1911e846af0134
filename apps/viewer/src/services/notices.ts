import { isSaliogramError } from '@saliogram/core';
import type { Notice } from '../lib/app-state.ts';
import type { Store } from './store.ts';

/** Shows the reader a notice; one that says the same as one already shown is not repeated. Returns its id. */
export function notify(store: Store, notice: Omit<Notice, 'id'>): number {
  const { notices } = store.state.value;
  const same = notices.find(({ title, text }) => title === notice.title && text === notice.text);
  if (same) return same.id;
  const id = Math.max(0, ...notices.map((shown) => shown.id)) + 1;
  store.change((state) => ({ ...state, notices: [...state.notices, { ...notice, id }] }));
  return id;
}

/** Tells the reader what failed; `title` says in a few words what was tried, as `The recording was not opened`. */
export function notifyError(store: Store, title: string, error: unknown): number {
  const text = error instanceof Error ? error.message : String(error);
  return notify(store, {
    severity: 'error',
    title,
    text,
    ...(isSaliogramError(error) && { code: error.code }),
  });
}

/** Puts a notice away. */
export function dismissNotice(store: Store, id: number): void {
  store.change((state) => ({ ...state, notices: state.notices.filter((notice) => notice.id !== id) }));
}
