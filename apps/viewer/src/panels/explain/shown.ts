import type { Explanation, ExplanationTask } from '../../lib/explanation-task.ts';

/** A map and how it came to be. */
export interface Shown {
  readonly task: ExplanationTask;
  readonly explanation: Explanation;
}
