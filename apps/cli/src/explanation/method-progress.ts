import type { OnEvent } from '@saliogram/core';
import type { WorkEvent } from '../work-event.ts';

/** Tells of the `number`th of `of` methods: its own progress under its name, so that the time left is its own too. */
export function methodProgress(
  method: string,
  number: number,
  of: number,
  onEvent: (event: WorkEvent) => void,
): OnEvent {
  if (of === 1) return onEvent;
  const stage = `${number}/${of} ${method}`;
  onEvent({ type: 'progress', stage, done: 0, total: 1 });
  return ({ done, total }) => onEvent({ type: 'progress', stage, done, total });
}
