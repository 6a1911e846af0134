import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { isSaliogramError } from '@saliogram/core';
import type { Attribution, TrustRecord } from '@saliogram/explain';
import type { Explainer } from '../lib/explanation.ts';
import { taskKey } from '../lib/explanation-task.ts';
import type { ExplanationTask } from '../lib/explanation-task.ts';
import { nextJob } from './job-number.ts';
import { notifyError } from './notices.ts';
import type { Store } from './store.ts';

/** What is known of the verdict on one map. */
export type Verdict =
  | { readonly status: 'running'; readonly done: number; readonly total: number }
  | { readonly status: 'done'; readonly record: TrustRecord };

/** Verdicts on maps, sought when asked for and kept as long as the page is open. */
export interface Verdicts {
  readonly known: ReadonlySignal<ReadonlyMap<string, Verdict>>;
  /** How long the last verdict took, ms; null before the first. */
  readonly lastMs: () => number | null;
  /** @param others maps of other methods of the same beat and class */
  seek(task: ExplanationTask, attribution: Attribution, others: readonly Attribution[]): void;
  stop(task: ExplanationTask): void;
}

const existing = new WeakMap<Explainer, Verdicts>();

/** The verdicts of an explainer, the same for every part of the page. */
export function verdictsOf(store: Store, explainer: Explainer): Verdicts {
  const found = existing.get(explainer) ?? createVerdicts(store, explainer);
  existing.set(explainer, found);
  return found;
}

function createVerdicts(store: Store, explainer: Explainer): Verdicts {
  const known = signal<ReadonlyMap<string, Verdict>>(new Map());
  const jobs = new Map<string, number>();
  let lastMs: number | null = null;
  const set = (key: string, verdict: Verdict | null): void => {
    const next = new Map(known.value);
    if (verdict) next.set(key, verdict);
    else next.delete(key);
    known.value = next;
  };
  return {
    known,
    lastMs: () => lastMs,
    seek(task, attribution, others) {
      const key = taskKey(task);
      if (known.peek().has(key)) return;
      const [job, start] = [nextJob(), performance.now()];
      jobs.set(key, job);
      set(key, { status: 'running', done: 0, total: 0 });
      const { slot, method, input, target, options, given } = task;
      const request = { slot, method, input, target, options: { ...options, ...given } };
      explainer
        .trust(job, request, attribution, others, ({ done, total }) => {
          if (jobs.get(key) === job) set(key, { status: 'running', done, total });
        })
        .then(
          (record) => {
            lastMs = performance.now() - start;
            jobs.delete(key);
            set(key, { status: 'done', record });
          },
          (error: unknown) => {
            jobs.delete(key);
            set(key, null);
            // Of a model that was replaced meanwhile nobody asks any more.
            const isOpen = store.state.peek().model?.digest === task.modelDigest;
            if (isOpen && !isSaliogramError(error, 'cancelled'))
              notifyError(store, `The map of ${task.title} was not judged`, error);
          },
        );
    },
    stop(task) {
      const job = jobs.get(taskKey(task));
      if (job !== undefined) void explainer.cancel(job);
    },
  };
}
