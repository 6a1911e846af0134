import { proxy, wrap } from 'comlink';
import { SaliogramError } from '@saliogram/core';
import type { Explainer } from '../lib/explanation.ts';
import { keepErrors } from './worker-errors.ts';

/** An {@link Explainer} that can be ended. */
export type RunningExplainer = Explainer & { terminate(): void };

/**
 * Starts the worker that runs models; what is handed to it is copied. Every call rejects with `host-unsupported` when the
 * worker fails as a whole.
 */
export function startExplainer(): RunningExplainer {
  const worker = new Worker(new URL('./explainer-worker/explainer-worker.ts', import.meta.url), {
    type: 'module',
    name: 'explainer',
  });
  keepErrors();
  const remote = wrap<Explainer>(worker);
  const unlessBroken = untilBroken(worker);
  return {
    open: (slot, bytes, name) => unlessBroken(() => remote.open(slot, bytes, name)),
    close: (slot) => unlessBroken(() => remote.close(slot)),
    classify: (job, slot, inputs, steps, channels) =>
      unlessBroken(() => remote.classify(job, slot, inputs, steps, channels)),
    temporalScores: (job, slot, input) => unlessBroken(() => remote.temporalScores(job, slot, input)),
    explain: (job, request, onEvent) => unlessBroken(() => remote.explain(job, request, proxy(onEvent))),
    probe: (job, slot, input, target) => unlessBroken(() => remote.probe(job, slot, input, target)),
    classMode: (job, slot, target, steps, onEvent) =>
      unlessBroken(() => remote.classMode(job, slot, target, steps, proxy(onEvent))),
    cancel: (job) => unlessBroken(() => remote.cancel(job)),
    terminate: () => worker.terminate(),
  };
}

/** Makes calls reject when the worker's script does not load or dies, which no call hears of by itself. */
function untilBroken(worker: Worker): <R>(call: () => Promise<R>) => Promise<R> {
  const waiting = new Set<(error: Error) => void>();
  let broken: Error | undefined;
  worker.addEventListener('error', (event) => {
    const reason = event.message ?? 'its script did not load';
    broken = new SaliogramError(
      'host-unsupported',
      `the worker that runs models failed: ${reason}; reload the page`,
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
