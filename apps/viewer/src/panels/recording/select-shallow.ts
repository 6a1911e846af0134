import { computed } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { AppState } from '../../lib/app-state.ts';
import type { Store } from '../../services/store.ts';

/** Some parts of the state together; the same object until one of them changes. */
export function selectShallow<T extends object>(
  store: Store,
  part: (state: AppState) => T,
): ReadonlySignal<T> {
  let last: T | undefined;
  return computed(() => {
    const next = part(store.state.value);
    if (last === undefined || !isSame(last, next)) last = next;
    return last;
  });
}

function isSame<T extends object>(a: T, b: T): boolean {
  return (Object.keys(b) as (keyof T)[]).every((key) => Object.is(a[key], b[key]));
}
