import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { isSaliogramError } from '@saliogram/core';
import type { Explainer, ModelInput, PassTimes } from '../lib/explanation.ts';
import { nextJob } from './job-number.ts';
import { notifyError } from './notices.ts';
import type { Store } from './store.ts';

/** How fast the first model is in this page. */
export interface PassTimesKept {
  /** By model digest and steps, null while it is being measured. */
  readonly known: ReadonlySignal<ReadonlyMap<string, PassTimes | null>>;
  keyOf(modelDigest: string, input: ModelInput): string;
  /** Measures once for each model and number of steps. */
  measure(modelDigest: string, input: ModelInput): void;
}

const existing = new WeakMap<Explainer, PassTimesKept>();

/** The pass times of an explainer, the same for every part of the page. */
export function passTimesOf(store: Store, explainer: Explainer): PassTimesKept {
  const found = existing.get(explainer) ?? createPassTimes(store, explainer);
  existing.set(explainer, found);
  return found;
}

function createPassTimes(store: Store, explainer: Explainer): PassTimesKept {
  const known = signal<ReadonlyMap<string, PassTimes | null>>(new Map());
  const keyOf = (digest: string, { steps }: ModelInput): string => `${digest} ${steps}`;
  const set = (key: string, times: PassTimes | null): void => {
    known.value = new Map(known.value).set(key, times);
  };
  return {
    known,
    keyOf,
    measure(digest, input) {
      const key = keyOf(digest, input);
      if (known.peek().has(key)) return;
      set(key, null);
      explainer.passTimes(nextJob(), 'first', input).then(
        (times) => set(key, times),
        (error: unknown) => {
          const others = new Map(known.value);
          others.delete(key);
          known.value = others;
          // A model that was replaced meanwhile is measured when it comes back.
          const isOpen = store.state.peek().model?.digest === digest;
          if (isOpen && !isSaliogramError(error, 'cancelled'))
            notifyError(store, 'The speed of the model was not measured', error);
        },
      );
    },
  };
}
