import { describe, expect, it } from 'vitest';
import { SampleHistory } from './sample-history.ts';

describe('SampleHistory', () => {
  it('holds what is not forgotten, zeros before the start, and no more room than that needs', () => {
    const wrong: number[] = [];
    const history = new SampleHistory(3);
    for (let n = 0; n < 100_000; n++) {
      history.push(n % 4096);
      history.forget(n - 999);
      const first = Math.max(-3, n - 999);
      for (const i of [first, Math.max(first, n - 500), n]) {
        if (history.values[i - history.origin] !== (i < 0 ? 0 : i % 4096)) wrong.push(i);
      }
    }
    expect(wrong).toEqual([]);
    expect(history.end).toBe(100_000);
    expect(history.values.length).toBeLessThan(5000);
  });
});
