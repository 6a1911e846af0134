import { computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { INITIAL_STATE } from '../lib/app-state.ts';
import type { AppState, Work } from '../lib/app-state.ts';

/** The state of the page: read through `state`, changed through `change` and `work`, so that nothing else can. */
export interface Store {
  readonly state: ReadonlySignal<AppState>;
  /** A part of the state that changes only when its value does. */
  select<T>(part: (state: AppState) => T): ReadonlySignal<T>;
  change(update: (state: AppState) => AppState): void;
  /** Changes the reader's work; `undo` takes it back. */
  work(update: (work: Work) => Work): void;
  undo(): void;
  redo(): void;
  /** Puts another recording's work in place; what came before can't be taken back. */
  restart(work: Work): void;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
}

/** Steps of work that are kept to be taken back. */
const MOST_STEPS = 1000;

export function createStore(initial: AppState = INITIAL_STATE): Store {
  const state = signal(initial);
  const past = signal<readonly Work[]>([]);
  const future = signal<readonly Work[]>([]);
  const setWork = (work: Work): void => {
    state.value = { ...state.value, work };
  };
  return {
    state,
    select: (part) => computed(() => part(state.value)),
    change(update) {
      state.value = update(state.value);
    },
    work(update) {
      const { work } = state.value;
      past.value = [...past.value, work].slice(-MOST_STEPS);
      future.value = [];
      setWork(update(work));
    },
    undo() {
      const last = past.value.at(-1);
      if (!last) return;
      past.value = past.value.slice(0, -1);
      future.value = [...future.value, state.value.work];
      setWork(last);
    },
    redo() {
      const next = future.value.at(-1);
      if (!next) return;
      future.value = future.value.slice(0, -1);
      past.value = [...past.value, state.value.work];
      setWork(next);
    },
    restart(work) {
      past.value = [];
      future.value = [];
      setWork(work);
    },
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
  };
}
