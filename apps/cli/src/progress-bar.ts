import type { WorkEvent } from './work-event.ts';

const width = 24;
const stageWidth = 22;
const redrawMs = 80;

/** A bar on one line of a terminal: stage, share done, rate, time left, and what else the event says. */
export function createProgressBar(stream: NodeJS.WriteStream) {
  let stage = '';
  let startedMs = 0;
  let startedAt = 0;
  let drawnMs = -Infinity;
  let drawn = false;

  const clear = (): void => {
    if (drawn) stream.write('\r\u001b[2K');
    drawn = false;
  };
  return {
    show(event: WorkEvent): void {
      const now = performance.now();
      const { done = 0, total = 0 } = event;
      const name = event.stage ?? event.type;
      if (name !== stage) {
        stage = name;
        startedMs = now;
        startedAt = done;
      }
      const finished = total > 0 && done >= total;
      if (!finished && now - drawnMs < redrawMs) return;
      drawnMs = now;
      const line = barLine(event, name, (now - startedMs) / 1000, done - startedAt);
      clear();
      stream.write(line.slice(0, (stream.columns || 80) - 1));
      drawn = true;
      if (finished) {
        stream.write('\n');
        drawn = false;
        stage = '';
      }
    },
    clear,
  };
}

function barLine(event: WorkEvent, stage: string, seconds: number, doneNow: number): string {
  const { done = 0, total = 0 } = event;
  if (total === 0) return `${stage}  ${done || ''}`;
  // A long name takes of the bar, so that the time left still fits on the line.
  const cells = Math.max(6, width - Math.max(0, stage.length - stageWidth));
  const filled = Math.round((cells * done) / total);
  const bar = '█'.repeat(filled) + '░'.repeat(cells - filled);
  const left = doneNow > 0 ? (seconds * (total - done)) / doneNow : NaN;
  const parts = [stage.padEnd(stageWidth), bar, `${Math.floor((100 * done) / total)} %`, `${done}/${total}`];
  if (event.detail !== undefined) parts.push(event.detail);
  if (done >= total) parts.push(duration(seconds));
  else if (Number.isFinite(left) && seconds > 1) parts.push(`${duration(left)} left`);
  return parts.join('  ');
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}
