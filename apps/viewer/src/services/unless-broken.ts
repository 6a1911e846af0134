import { SaliogramError } from '@saliogram/core';

/** Runs a call of a worker; rejects where the worker is or gets broken. */
export type UnlessBroken = <R>(call: () => Promise<R>) => Promise<R>;

/**
 * Makes calls reject with `host-unsupported` when the worker's script does not load or dies, which no call hears of by
 * itself.
 *
 * @param task what the worker does, as `runs models`
 */
export function unlessBroken(worker: EventTarget, task: string): UnlessBroken {
  const waiting = new Set<(error: Error) => void>();
  let broken: Error | undefined;
  worker.addEventListener('error', (event) => {
    const reason = (event as ErrorEvent).message || 'its script did not load';
    broken = new SaliogramError(
      'host-unsupported',
      `the worker that ${task} failed: ${reason}; reload the page`,
      { details: { reason } },
    );
    for (const reject of waiting) reject(broken);
  });
  return (call) =>
    new Promise((resolve, reject) => {
      if (broken) {
        reject(broken);
        return;
      }
      waiting.add(reject);
      call()
        .then(resolve, reject)
        .finally(() => waiting.delete(reject));
    });
}
