import type { OnEvent } from '@saliogram/core';
import type { Activity } from '../lib/app-state.ts';
import type { Store } from './store.ts';

/** Work of the session that the reader sees and can end. */
export type SessionActivity = 'recording' | 'model' | 'beats' | 'classes';

/** Shows how far work has come, or with null that it has ended. */
export function showActivity(store: Store, name: SessionActivity, activity: Activity | null): void {
  store.change((state) => {
    const { [name]: _, ...others } = state.activities;
    return { ...state, activities: activity ? { ...others, [name]: activity } : others };
  });
}

/** Events of work as the activity of that name. */
export function showEvents(store: Store, name: SessionActivity): OnEvent {
  return ({ stage, done, total }) => showActivity(store, name, { stage, done, total });
}
