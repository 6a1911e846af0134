import { throwIfAborted } from '@saliogram/core';

/** What fills in behind waits no longer than this for its turn, so that it gets on beside long work, ms. */
const PATIENCE_MS = 500;
/** What is ahead often comes in a row: a pause this short between two is no turn for what is behind, ms. */
const PAUSE_MS = 30;

/** Who goes first: what the reader waits for, before what fills in behind it. */
export interface Turns {
  /** Runs what the reader waits for. */
  ahead<R>(work: () => Promise<R>): Promise<R>;
  /** Waits for the turn of the next slice of work behind. @throws `cancelled` */
  behind(signal: AbortSignal): Promise<void>;
}

export function createTurns(): Turns {
  const waiting = new Set<() => void>();
  let running = 0;
  let isQuiet = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (): void => {
    isQuiet = true;
    for (const wake of waiting) wake();
  };
  return {
    async ahead(work) {
      running++;
      isQuiet = false;
      clearTimeout(timer);
      try {
        return await work();
      } finally {
        if (--running === 0) timer = setTimeout(settle, PAUSE_MS);
      }
    },
    async behind(signal) {
      throwIfAborted(signal, 'waiting for a turn');
      if (isQuiet) return;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(patience);
          signal.removeEventListener('abort', wake);
          waiting.delete(wake);
          resolve();
        };
        const patience = setTimeout(wake, PATIENCE_MS);
        signal.addEventListener('abort', wake);
        waiting.add(wake);
      });
      throwIfAborted(signal, 'waiting for a turn');
    },
  };
}
