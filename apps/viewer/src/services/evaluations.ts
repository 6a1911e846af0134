import { effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { evaluatedRecord } from '../lib/evaluation/evaluated-beats.ts';
import type { EvaluatedRecord } from '../lib/evaluation/evaluated-beats.ts';
import type { Store } from './store.ts';

const kept = new WeakMap<Store, ReadonlySignal<readonly EvaluatedRecord[]>>();

/**
 * What models made of the recordings that were open on this page, each once all of its beats were classified, in the order
 * they were opened in; kept from the first call on.
 */
export function evaluationsOf(store: Store): ReadonlySignal<readonly EvaluatedRecord[]> {
  const known = kept.get(store);
  if (known) return known;
  const records = signal<readonly EvaluatedRecord[]>([]);
  kept.set(store, records);
  const parts = store.select(({ beats }) => beats);
  effect(() => {
    if (!parts.value.complete) return;
    const record = evaluatedRecord(store.state.peek());
    if (!record) return;
    const isSame = ({ digest, model }: EvaluatedRecord): boolean =>
      digest === record.digest && model === record.model;
    const others = records.peek();
    records.value = others.some(isSame)
      ? others.map((each) => (isSame(each) ? record : each))
      : [...others, record];
  });
  return records;
}
