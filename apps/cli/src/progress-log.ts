import type { WorkEvent } from './work-event.ts';

/** Shortest time between two lines of a log, whatever they are about. */
const LINE_INTERVAL_MS = 5000;

/**
 * Progress as plain lines for a log: where the work is every five seconds, and nothing of work that is shorter.
 *
 * @param now in ms; default the clock
 */
export function createProgressLog(
  write: (line: string) => void,
  now: () => number = () => performance.now(),
): (event: WorkEvent) => void {
  let lastMs = now();
  return (event) => {
    if (now() - lastMs < LINE_INTERVAL_MS) return;
    lastMs = now();
    write(`${lineOf(event)}\n`);
  };
}

function lineOf({ type, stage = type, done = 0, total = 0, detail }: WorkEvent): string {
  const place = total > 0 ? [`${done} of ${total} (${Math.floor((100 * done) / total)} %)`] : [];
  const parts = [...place, ...(detail === undefined ? [] : [detail])];
  return parts.length === 0 ? stage : `${stage}: ${parts.join(', ')}`;
}
