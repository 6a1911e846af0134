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
  /** Asks, or asks again. */
  readonly start: () => void;
  readonly stop: () => void;
}

/** What to ask of the worker; of one key there is one answer. */
export interface LookQuestion<R> {
  /** For messages. */
  readonly title: string;
  readonly key: string;
  /** Whether it is asked without the reader's word. */
  readonly isAutomatic: boolean;
  readonly ask: (job: number, onEvent: OnEvent) => Promise<R>;
}

/** Answers kept for a reader who comes back. */
const MOST_KEPT = 12;
const answers = new WeakMap<Explainer, Map<string, unknown>>();

/**
 * Asks the worker when the reader does or, where that is wanted, when the key changes; an answer that is kept is given at
 * once, and what nobody waits for any more is ended.
 */
export function useLook<R>(
  store: Store,
  explainer: Explainer,
  { title, key, isAutomatic, ask }: LookQuestion<R>,
): Look<R> {
  const kept = answers.get(explainer) ?? new Map<string, unknown>();
  answers.set(explainer, kept);
  const [running, setRunning] = useState<{ key: string; job: number; done: number; total: number } | null>(
    null,
  );
  const [, setHeard] = useState(0);
  const [stopped, setStopped] = useState<string | null>(null);
  const [asked, setAsked] = useState<{ readonly key: string; readonly attempt: number } | null>(null);
  const isAsked = isAutomatic || asked?.key === key;
  useEffect(() => {
    setStopped(null);
    if (!isAsked) return undefined;
    if (kept.has(key)) {
      // An answer to the same question, asked before and left, may have come since this was drawn.
      setHeard((count) => count + 1);
      return undefined;
    }
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
  }, [explainer, key, isAsked, asked?.attempt]);
  const isRunning = running !== null && running.key === key;
  return {
    result: kept.has(key) ? (kept.get(key) as R) : null,
    progress: isRunning ? { done: running.done, total: running.total } : null,
    isStopped: stopped === key,
    start: () => setAsked({ key, attempt: (asked?.attempt ?? 0) + 1 }),
    stop: () => void (running && explainer.cancel(running.job)),
  };
}
