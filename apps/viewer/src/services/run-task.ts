import type { AttributionFrame } from '@saliogram/explain';
import type { Explainer } from '../lib/explanation.ts';
import { NOT_YET } from '../lib/explanation-task.ts';
import type { Explanation, ExplanationTask } from '../lib/explanation-task.ts';

/** Pause between two reports of a running task; a screen shows no more. */
const REPORT_EVERY_MS = 33;

/** Runs a task and reports what has become of it, the result last. @throws what the explainer throws */
export async function runTask(
  explainer: Explainer,
  job: number,
  task: ExplanationTask,
  report: (now: Explanation) => void,
): Promise<void> {
  const start = performance.now();
  const { slot, input, method, target, options, data } = task;
  let now: Explanation = { ...NOT_YET, status: 'running' };
  report(now);
  const finish = (result: Partial<Explanation>): void =>
    report({ ...now, ...result, status: 'done', durationMs: performance.now() - start });
  if (method === 'temporal-scores') {
    finish({ stepProbabilities: await explainer.temporalScores(job, slot, input) });
    return;
  }
  const frames: AttributionFrame[] = [];
  let reported = -Infinity;
  const request = { slot, method, input, target, options: data ? { ...options, data } : options };
  const attribution = await explainer.explain(job, request, (event) => {
    if (event.type === 'frame') frames.push(event.frame);
    else now = { ...now, done: event.done, total: event.total };
    if (performance.now() - reported < REPORT_EVERY_MS) return;
    reported = performance.now();
    now = { ...now, frames: [...frames] };
    report(now);
  });
  finish({ attribution, frames });
}
