import { SaliogramError, isSaliogramError } from '@saliogram/core';
import type { Terminal } from '../terminal.ts';
import type { RecordPlace } from './find-records.ts';

/** A record that failed, and why. */
export interface Failure {
  readonly record: string;
  readonly message: string;
}

/** Does something for each record; one that fails is listed and does not stop the rest. */
export async function eachRecord<T>(
  places: readonly RecordPlace[],
  stage: string,
  work: (place: RecordPlace) => Promise<T>,
  { signal, terminal }: { signal: AbortSignal; terminal: Terminal },
): Promise<{ done: T[]; failures: Failure[] }> {
  const done: T[] = [];
  const failures: Failure[] = [];
  for (const [i, place] of places.entries()) {
    signal.throwIfAborted();
    terminal.onEvent({ type: 'progress', stage, done: i, total: places.length });
    try {
      done.push(await work(place));
    } catch (error) {
      if (!isSaliogramError(error)) throw error;
      failures.push({ record: place.name, message: error.message });
    }
  }
  terminal.onEvent({ type: 'progress', stage, done: places.length, total: places.length });
  return { done, failures };
}

/** @throws `file-corrupt` when a record failed, after the results of the others were shown */
export function requireAll(failures: readonly Failure[], total: number, done = 'compared'): void {
  if (failures.length === 0) return;
  throw new SaliogramError(
    'file-corrupt',
    total === 1
      ? failures[0].message
      : `${failures.length} of ${total} records could not be ${done}; see the list above`,
    { details: { failures: failures.length } },
  );
}
