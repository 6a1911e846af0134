import { describe, expect, it } from 'vitest';
import { createProgressLog } from './progress-log.ts';

describe('createProgressLog', () => {
  it('writes a plain line at most every five seconds, whatever the stage', () => {
    const lines: string[] = [];
    let ms = 0;
    const log = createProgressLog(
      (line) => void lines.push(line),
      () => ms,
    );
    // An event a tenth of a second for 16 s, of a stage for each second.
    for (; ms < 16_000; ms += 100) {
      const second = Math.floor(ms / 1000);
      log({ type: 'progress', stage: `stage ${second}`, done: (ms / 100) % 10, total: 10 });
    }
    expect(lines).toEqual([
      'stage 5: 0 of 10 (0 %)\n',
      'stage 10: 0 of 10 (0 %)\n',
      'stage 15: 0 of 10 (0 %)\n',
    ]);
  });

  it('says what is known of the work, and no more', () => {
    const lines: string[] = [];
    let ms = 0;
    const log = createProgressLog(
      (line) => void lines.push(line),
      () => (ms += 5000),
    );
    log({ type: 'progress', stage: 'verdicts', done: 2, total: 3, detail: 'occlusion (1 of 3)' });
    log({ type: 'progress', stage: 'download' });
    log({ type: 'opening' });
    expect(lines).toEqual(['verdicts: 2 of 3 (66 %), occlusion (1 of 3)\n', 'download\n', 'opening\n']);
  });
});
