import { proxy, wrap } from 'comlink';
import type { Explainer } from '../lib/explanation.ts';
import { unlessBroken } from './unless-broken.ts';
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
  const whole = unlessBroken(worker, 'runs models');
  return {
    open: (slot, bytes, name) => whole(() => remote.open(slot, bytes, name)),
    close: (slot) => whole(() => remote.close(slot)),
    classify: (job, slot, inputs, steps, channels) =>
      whole(() => remote.classify(job, slot, inputs, steps, channels)),
    temporalScores: (job, slot, input) => whole(() => remote.temporalScores(job, slot, input)),
    explain: (job, request, onEvent) => whole(() => remote.explain(job, request, proxy(onEvent))),
    probe: (job, slot, input, target) => whole(() => remote.probe(job, slot, input, target)),
    classMode: (job, slot, target, steps, onEvent) =>
      whole(() => remote.classMode(job, slot, target, steps, proxy(onEvent))),
    trust: (job, request, attribution, material, onEvent) =>
      whole(() => remote.trust(job, request, attribution, material, proxy(onEvent))),
    passTimes: (job, slot, input) => whole(() => remote.passTimes(job, slot, input)),
    cellTraces: (job, slot, input) => whole(() => remote.cellTraces(job, slot, input)),
    memorySpan: (job, slot, input, target, at) =>
      whole(() => remote.memorySpan(job, slot, input, target, at)),
    unitKnockOut: (job, slot, input, target, onEvent) =>
      whole(() => remote.unitKnockOut(job, slot, input, target, proxy(onEvent))),
    hiddenStates: (job, slot, inputs, steps, channels, onEvent) =>
      whole(() => remote.hiddenStates(job, slot, inputs, steps, channels, proxy(onEvent))),
    counterfactual: (job, slot, input, target, options, onEvent) =>
      whole(() => remote.counterfactual(job, slot, input, target, options, proxy(onEvent))),
    cancel: (job) => whole(() => remote.cancel(job)),
    terminate: () => worker.terminate(),
  };
}
