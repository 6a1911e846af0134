import { useMemo } from 'preact/hooks';
import type { AppState } from '../lib/app-state.ts';
import type { Store } from './store.ts';

/** A part of the state for a component, which is drawn anew only when that part changes. */
export function usePart<T>(store: Store, part: (state: AppState) => T): T {
  return useMemo(() => store.select(part), [store]).value;
}

/** Several parts of the state by name; see {@link usePart}. */
export function useParts<K extends keyof AppState>(store: Store, ...names: readonly K[]): Pick<AppState, K> {
  const parts = useMemo(
    () => names.map((name) => [name, store.select((state) => state[name])] as const),
    [store],
  );
  return Object.fromEntries(parts.map(([name, part]) => [name, part.value])) as Pick<AppState, K>;
}
