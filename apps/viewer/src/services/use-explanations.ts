import { useEffect } from 'preact/hooks';
import { taskKey } from '../lib/explanation-task.ts';
import type { Explanation, ExplanationTask } from '../lib/explanation-task.ts';
import type { Explanations } from './explanations.ts';

/** Wants the tasks while the component is shown, and gives what is known of each, in their order. */
export function useExplanations(
  explanations: Explanations,
  part: string,
  tasks: readonly ExplanationTask[],
): readonly Explanation[] {
  const keys = tasks.map((task) => `${taskKey(task)}${task.given ? '+' : ''}`).join('\n');
  useEffect(() => explanations.want(part, tasks), [explanations, part, keys]);
  useEffect(() => () => explanations.want(part, []), [explanations, part]);
  return tasks.map((task) => explanations.of(task).value);
}
