import { useEffect, useState } from 'preact/hooks';
import { isSaliogramError } from '@saliogram/core';
import type { OnEvent } from '@saliogram/core';
import type { Explainer } from '../lib/explanation.ts';
import { nextJob } from './job-number.ts';
import { notifyError } from './notices.ts';
import type { Store } from './store.ts';

/** What has become of a look into the model. */
export interface Look<R> {
  readonly result: R | null;
  /** Null unless it is under way; a total of 0 is one that is not known. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly isStopped: boolean;
  readonly stop: () => void;
}

/** What to ask of the worker; of one key there is one answer. */
export interface LookQuestion<R> {
  /** For messages. */
  readonly title: string;
  /** Null while nothing is asked. */
  readonly key: string | null;
  readonly ask: (job: number, onEvent: OnEvent) => Promise<R>;
}

/** Answers kept for a reader who comes back. */
const MOST_KEPT = 12;
const answers = new WeakMap<Explainer, Map<string, unknown>>();

/** Asks the worker when the key changes, and ends what nobody waits for any more. */
export function useLook<R>(
  store: Store,
  explainer: Explainer,
  { title, key, ask }: LookQuestion<R>,
): Look<R> {
  const kept = answers.get(explainer) ?? new Map<string, unknown>();
  answers.set(explainer, kept);
  const [running, setRunning] = useState<{ key: string; job: number; done: number; total: number } | null>(
    null,
  );
  const [stopped, setStopped] = useState<string | null>(null);
  useEffect(() => {
    setStopped(null);
    if (key === null || kept.has(key)) return undefined;
    const job = nextJob();
    let isGone = false;
    const tell = (done: number, total: number): void => {
      if (!isGone) setRunning({ key, job, done, total });
    };
    tell(0, 0);
    ask(job, ({ done, total }) => tell(done, total))
      .then(
        (answer) => {
          kept.set(key, answer);
          for (const old of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(old);
        },
        (error: unknown) => {
          if (isGone) return;
          setStopped(key);
          if (!isSaliogramError(error, 'cancelled')) notifyError(store, `${title} was not computed`, error);
        },
      )
      .finally(() => {
        if (isGone) return;
        // What still comes behind the answer is not heard.
        isGone = true;
        setRunning(null);
      });
    return () => {
      if (!isGone) void explainer.cancel(job);
      isGone = true;
      setRunning(null);
    };
  }, [explainer, key]);
  const isRunning = running !== null && running.key === key;
  return {
    result: key !== null && kept.has(key) ? (kept.get(key) as R) : null,
    progress: isRunning ? { done: running.done, total: running.total } : null,
    isStopped: key !== null && stopped === key,
    stop: () => void (running && explainer.cancel(running.job)),
  };
}
