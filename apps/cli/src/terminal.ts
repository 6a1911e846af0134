import { foldLine } from './fold-text.ts';
import { createProgressBar } from './progress-bar.ts';
import { createProgressLog } from './progress-log.ts';
import type { WorkEvent } from './work-event.ts';

/** What a command says: its result on stdout, everything else on stderr. */
export interface Terminal {
  /** Whether progress is told in words: not with `--json`. */
  readonly inWords: boolean;
  /** Characters in a line of the screen that shows the result; Infinity where it goes to a file or another program. */
  readonly width: number;
  /** Progress as a bar on a terminal, as a line every few seconds elsewhere, and with `--json` as JSON lines. */
  readonly onEvent: (event: WorkEvent) => void;
  /** A line for the person who waits; not shown with `--json`. */
  note(line: string): void;
  /** The result: `value` with `--json`, else `lines`. */
  result(value: unknown, lines: readonly string[]): void;
}

/** Shortest time between two JSON lines of progress of one stage. */
const lineIntervalMs = 1000;

export function createTerminal(json: boolean): Terminal {
  const bar = process.stderr.isTTY && !json ? createProgressBar(process.stderr) : undefined;
  const width = process.stdout.isTTY ? process.stdout.columns || 80 : Infinity;
  const log = createProgressLog((line) => process.stderr.write(line));
  let lastStage = '';
  let lastMs = 0;
  return {
    inWords: !json,
    width,
    onEvent(event) {
      if (bar) {
        bar.show(event);
        return;
      }
      if (!json) {
        log(event);
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
