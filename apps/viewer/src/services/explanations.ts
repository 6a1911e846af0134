import { signal } from '@preact/signals';
import type { ReadonlySignal, Signal } from '@preact/signals';
import { isSaliogramError } from '@saliogram/core';
import type { Explainer } from '../lib/explanation.ts';
import { NOT_YET, inOrderOfCost, taskKey } from '../lib/explanation-task.ts';
import type { Explanation, ExplanationTask } from '../lib/explanation-task.ts';
import { nextJob } from './job-number.ts';
import { notifyError } from './notices.ts';
import { runTask } from './run-task.ts';
import type { Store } from './store.ts';

/** Explanations by what they are of; what was computed once is kept, what nobody wants any more is cancelled. */
export interface Explanations {
  /** Says what a part of the page shows now, in place of what it showed before; quick tasks are run first. */
  want(part: string, tasks: readonly ExplanationTask[]): void;
  /** What is known of a task; changes as it runs. */
  of(task: ExplanationTask): ReadonlySignal<Explanation>;
  /** Ends a task where it stands; it is not run again until it is asked for by `run`. */
  stop(task: ExplanationTask): void;
  /** Runs a task that was stopped or that failed. */
  run(task: ExplanationTask): void;
  /** How long the method last took under these options, ms; undefined where it has not run. */
  lastMs(task: ExplanationTask): number | undefined;
}

/** Explanations kept; one with all frames of a learned mask takes some 150 kB. */
const MOST_KEPT = 200;

const existing = new WeakMap<Explainer, Explanations>();

/** The explanations of an explainer, the same for every panel. */
export function explanationsOf(store: Store, explainer: Explainer): Explanations {
  const found = existing.get(explainer) ?? createExplanations(store, explainer);
  existing.set(explainer, found);
  return found;
}

function createExplanations(store: Store, explainer: Explainer): Explanations {
  const kept = new Map<string, Signal<Explanation>>();
  const wanted = new Map<string, readonly ExplanationTask[]>();
  const stopped = new Set<string>();
  const durations = new Map<string, number>();
  let current: { readonly key: string; readonly job: number } | null = null;

  const resultOf = (key: string): Signal<Explanation> => {
    const result = kept.get(key) ?? signal(NOT_YET);
    // The latest looked at goes to the end; the longest unseen is the first.
    kept.delete(key);
    kept.set(key, result);
    return result;
  };
  const allWanted = (): ExplanationTask[] => inOrderOfCost([...wanted.values()].flat());
  const cancelCurrent = (): void => {
    if (current) void explainer.cancel(current.job);
  };

  function forget(): void {
    const keys = new Set(allWanted().map(taskKey));
    for (const key of kept.keys()) {
      if (kept.size <= MOST_KEPT) return;
      if (!keys.has(key)) kept.delete(key);
    }
  }

  async function runNext(): Promise<void> {
    if (current) return;
    const task = allWanted().find(
      (each) => isOpen(store, each) && resultOf(taskKey(each)).value.status === 'waiting',
    );
    if (!task) return;
    const key = taskKey(task);
    const result = resultOf(key);
    current = { key, job: nextJob() };
    try {
      await runTask(explainer, current.job, task, (now) => (result.value = now));
      const { durationMs } = result.value;
      if (durationMs !== null) durations.set(runKey(task), durationMs);
      // A model opened meanwhile would stand here under the name of another.
      if (!isOpen(store, task)) result.value = NOT_YET;
    } catch (error) {
      if (isSaliogramError(error, 'cancelled')) {
        result.value = stopped.has(key) ? { ...result.value, status: 'stopped' } : NOT_YET;
      } else {
        const problem = error instanceof Error ? error.message : String(error);
        result.value = { ...NOT_YET, status: 'failed', problem };
        notifyError(store, `${task.title} was not computed`, error);
      }
    } finally {
      stopped.delete(key);
      current = null;
      forget();
    }
    void runNext();
  }

  return {
    want(part, tasks) {
      wanted.set(part, tasks);
      const { key } = current ?? {};
      if (key !== undefined && !allWanted().some((task) => taskKey(task) === key)) cancelCurrent();
      void runNext();
    },
    of: (task) => resultOf(taskKey(task)),
    stop(task) {
      const key = taskKey(task);
      if (current?.key === key) {
        stopped.add(key);
        cancelCurrent();
      } else if (resultOf(key).value.status === 'waiting') {
        resultOf(key).value = { ...NOT_YET, status: 'stopped' };
      }
    },
    run(task) {
      const result = resultOf(taskKey(task));
      if (result.value.status === 'stopped' || result.value.status === 'failed') result.value = NOT_YET;
      void runNext();
    },
    lastMs: (task) => durations.get(runKey(task)),
  };
}

/** What takes about as long: the same method, options and model, whichever the beat. */
function runKey({ modelDigest, method, options }: ExplanationTask): string {
  return JSON.stringify([modelDigest, method, options]);
}

/** Whether the model of a task is the one in its slot. */
function isOpen(store: Store, { slot, modelDigest }: ExplanationTask): boolean {
  const { model, secondModel } = store.state.value;
  return (slot === 'first' ? model : secondModel)?.digest === modelDigest;
}
