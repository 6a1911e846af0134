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
  | { readonly status: 'waiting' }
  | { readonly status: 'running'; readonly stage: string; readonly done: number; readonly total: number }
  | { readonly status: 'done'; readonly record: TrustRecord };

/** A map to be judged. */
export interface JudgedMap {
  readonly task: ExplanationTask;
  readonly attribution: Attribution;
  /** Maps of other methods of the same beat and class. */
  readonly others: readonly Attribution[];
}

/** Verdicts on maps, sought when asked for, one at a time, and kept as long as the page is open. */
export interface Verdicts {
  readonly known: ReadonlySignal<ReadonlyMap<string, Verdict>>;
  /** Whether the random orders that a verdict compares with have been drawn for a map of its kind before. */
  hasChance(task: ExplanationTask): boolean;
  seek(map: JudgedMap): void;
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
  const chances = new Map<string, Float64Array>();
  let waiting: readonly JudgedMap[] = [];
  let current: { readonly key: string; readonly job: number } | null = null;
  const set = (key: string, verdict: Verdict | null): void => {
    const next = new Map(known.value);
    if (verdict) next.set(key, verdict);
    else next.delete(key);
    known.value = next;
  };
  // Of a model that was replaced meanwhile nobody asks any more.
  const isOpen = (task: ExplanationTask): boolean => store.state.peek().model?.digest === task.modelDigest;

  async function judge({ task, attribution, others }: JudgedMap): Promise<void> {
    const key = taskKey(task);
    const job = nextJob();
    current = { key, job };
    set(key, { status: 'running', stage: 'being put to the test', done: 0, total: 0 });
    const { slot, method, input, target, options, given } = task;
    const request = { slot, method, input, target, options: { ...options, ...given } };
    const material = { others, chance: chances.get(chanceKey(task)) ?? null };
    try {
      const { record, chance } = await explainer.trust(
        job,
        request,
        attribution,
        material,
        ({ stage, done, total }) => {
          // Events may arrive behind the result.
          if (current?.job === job) set(key, { status: 'running', stage, done, total });
        },
      );
      chances.set(chanceKey(task), chance);
      set(key, { status: 'done', record });
    } catch (error) {
      set(key, null);
      if (isOpen(task) && !isSaliogramError(error, 'cancelled'))
        notifyError(store, `The map of ${task.title} was not judged`, error);
    } finally {
      current = null;
    }
  }

  async function judgeNext(): Promise<void> {
    while (!current && waiting.length > 0) {
      const [next, ...rest] = waiting;
      waiting = rest;
      if (isOpen(next.task)) await judge(next);
      else set(taskKey(next.task), null);
    }
  }

  return {
    known,
    hasChance: (task) => chances.has(chanceKey(task)),
    seek(map) {
      const key = taskKey(map.task);
      if (known.peek().has(key)) return;
      set(key, { status: 'waiting' });
      waiting = [...waiting, map];
      void judgeNext();
    },
    stop(task) {
      const key = taskKey(task);
      if (current?.key === key) {
        void explainer.cancel(current.job);
        return;
      }
      waiting = waiting.filter((map) => taskKey(map.task) !== key);
      if (known.peek().get(key)?.status === 'waiting') set(key, null);
    },
  };
}

/** What random orders depend on: the input, the class and what stands for a removed input. */
function chanceKey({ modelDigest, beatKey, target, options }: ExplanationTask): string {
  return JSON.stringify([modelDigest, beatKey, target, options['baseline'] ?? null]);
}
