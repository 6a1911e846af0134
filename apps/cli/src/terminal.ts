import { foldLine } from './fold-text.ts';
import { createProgressBar } from './progress-bar.ts';
import type { WorkEvent } from './work-event.ts';

/** What a command says: its result on stdout, everything else on stderr. */
export interface Terminal {
  /** Whether a person watches a bar. */
  readonly interactive: boolean;
  /** Characters in a line of the screen that shows the result; Infinity where it goes to a file or another program. */
  readonly width: number;
  /** Progress as a bar on a terminal, one JSON line per event elsewhere. */
  readonly onEvent: (event: WorkEvent) => void;
  /** A line for the person who waits; not shown with `--json`. */
  note(line: string): void;
  /** The result: `value` with `--json`, else `lines`. */
  result(value: unknown, lines: readonly string[]): void;
}

/** Shortest time between two progress lines of one stage, so that a log stays readable. */
const lineIntervalMs = 1000;

export function createTerminal(json: boolean): Terminal {
  const bar = process.stderr.isTTY && !json ? createProgressBar(process.stderr) : undefined;
  const width = process.stdout.isTTY ? process.stdout.columns || 80 : Infinity;
  let lastStage = '';
  let lastMs = 0;
  return {
    interactive: bar !== undefined,
    width,
    onEvent(event) {
      if (bar) {
        bar.show(event);
        return;
      }
      if (event.type === 'progress') {
        const now = performance.now();
        const finished = event.done === event.total;
        if (event.stage === lastStage && !finished && now - lastMs < lineIntervalMs) return;
        lastStage = event.stage ?? '';
        lastMs = now;
      }
      process.stderr.write(`${JSON.stringify(event)}\n`);
    },
    note(line) {
      bar?.clear();
      if (!json) process.stderr.write(`${line}\n`);
    },
    result(value, lines) {
      bar?.clear();
      const folded = (): string[] => lines.flatMap((line) => foldLine(line, width));
      process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${folded().join('\n')}\n`);
    },
  };
}
