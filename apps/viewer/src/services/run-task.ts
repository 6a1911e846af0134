import type { Attribution, AttributionFrame } from '@saliogram/explain';
import type { Explainer, ExplanationEvent } from '../lib/explanation.ts';
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
  const { slot, input, method, target, options, given } = task;
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
  let isOver = false;
  const request = { slot, method, input, target, options: { ...options, ...given } };
  const onEvent = (event: ExplanationEvent): void => {
    // Events come by a way of their own and may arrive behind the result.
    if (isOver) return;
    if (event.type === 'frame') frames.push(event.frame);
    else now = { ...now, done: event.done, total: event.total };
    if (performance.now() - reported < REPORT_EVERY_MS) return;
    reported = performance.now();
    now = { ...now, frames: [...frames] };
    report(now);
  };
  try {
    const attribution = await explainer.explain(job, request, onEvent);
    finish({ attribution, frames: withLast(frames, attribution) });
  } finally {
    isOver = true;
  }
}

/** The frames with the result at their end, which may come before the last of them. */
function withLast(frames: readonly AttributionFrame[], attribution: Attribution): AttributionFrame[] {
  const iteration = attribution.convergence?.iterations[0];
  if (iteration === undefined || frames.length === 0) return [...frames];
  const objective = Float32Array.of(attribution.convergence?.objective[0] ?? NaN);
  return [
    ...frames.filter((frame) => frame.iteration < iteration),
    { iteration, values: attribution.values, objective },
  ];
}
