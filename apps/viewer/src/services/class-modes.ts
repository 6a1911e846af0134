import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Explainer, ModelFacts } from '../lib/explanation.ts';
import { nextJob } from './job-number.ts';

/** The class modes found so far, and the search under way. */
export interface ClassModesState {
  readonly found: ReadonlyMap<string, Float32Array>;
  readonly running: { readonly target: number; readonly done: number; readonly total: number } | null;
}

/** Class modes of the first model, kept as long as the page is open. */
export interface ClassModes {
  readonly state: ReadonlySignal<ClassModesState>;
  keyOf(model: ModelFacts, target: number, steps: number): string;
  /** Seeks the modes of some classes one after the other. @throws `cancelled` when stopped */
  seek(model: ModelFacts, targets: readonly number[], steps: number): Promise<void>;
  stop(): void;
}

const existing = new WeakMap<Explainer, ClassModes>();

/** The class modes of an explainer. */
export function classModesOf(explainer: Explainer): ClassModes {
  const found = existing.get(explainer) ?? createClassModes(explainer);
  existing.set(explainer, found);
  return found;
}

function createClassModes(explainer: Explainer): ClassModes {
  const state = signal<ClassModesState>({ found: new Map(), running: null });
  const keyOf = ({ digest }: ModelFacts, target: number, steps: number): string =>
    `${digest} ${target} ${steps}`;
  let job = 0;
  return {
    state,
    keyOf,
    async seek(model, targets, steps) {
      const own = nextJob();
      job = own;
      try {
        for (const target of targets) {
          const report = ({ done, total }: { done: number; total: number }): void => {
            if (job === own) state.value = { ...state.value, running: { target, done, total } };
          };
          report({ done: 0, total: 0 });
          const mode = await explainer.classMode(own, 'first', target, steps, report);
          const found = new Map(state.value.found).set(keyOf(model, target, steps), mode);
          state.value = { ...state.value, found };
        }
      } finally {
        if (job === own) {
          job = 0;
          state.value = { ...state.value, running: null };
        }
      }
    },
    stop() {
      if (job !== 0) void explainer.cancel(job);
    },
  };
}
