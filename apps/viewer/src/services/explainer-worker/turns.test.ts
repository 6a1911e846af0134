import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RecurrentModel } from '@saliogram/nn';
import { classify } from './model-calls.ts';
import { createTurns } from './turns.ts';

const never = new AbortController().signal;

/** Work that ends when the test says so. */
function held() {
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  return { work: () => over, end };
}

describe('turns', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Whether a slice of work behind has got its turn. */
  function slice(turns: ReturnType<typeof createTurns>) {
    const told = { came: false };
    void turns.behind(never).then(() => (told.came = true));
    return told;
  }

  it('give what is behind its turn at once where nothing is ahead', async () => {
    const told = slice(createTurns());
    await vi.advanceTimersByTimeAsync(0);
    expect(told.came).toBe(true);
  });

  it('let everything ahead end first, also what follows closely', async () => {
    const turns = createTurns();
    const [first, second] = [held(), held()];
    const one = turns.ahead(first.work);
    const told = slice(turns);
    first.end();
    await one;
    await vi.advanceTimersByTimeAsync(10);
    const two = turns.ahead(second.work);
    await vi.advanceTimersByTimeAsync(100);
    expect(told.came).toBe(false);
    second.end();
    await two;
    await vi.advanceTimersByTimeAsync(40);
    expect(told.came).toBe(true);
  });

  it('never let what is behind wait for ever', async () => {
    const turns = createTurns();
    void turns.ahead(held().work);
    const told = slice(turns);
    await vi.advanceTimersByTimeAsync(499);
    expect(told.came).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(told.came).toBe(true);
  });

  it('end with what waits for them, and with work that fails', async () => {
    const turns = createTurns();
    const controller = new AbortController();
    const failing = turns.ahead(() => Promise.reject(new Error('no gradient')));
    const waits = turns.behind(controller.signal);
    controller.abort();
    await expect(waits).rejects.toMatchObject({ code: 'cancelled' });
    await expect(failing).rejects.toThrow('no gradient');
    const told = slice(turns);
    await vi.advanceTimersByTimeAsync(40);
    expect(told.came).toBe(true);
  });
});

describe('classifying many beats', () => {
  it('asks for a turn before each slice, so that an explanation waits for one slice at most', async () => {
    const log: string[] = [];
    const model = {
      classes: [{}, {}],
      async scores({ values, batch }: { values: Float32Array; batch: number }) {
        log.push(`${batch} from ${values[0]}`);
        return Float32Array.from({ length: 2 * batch }, (_, i) => (i % 2 === 0 ? values[i / 2] : 0));
      },
    } as unknown as RecurrentModel;
    const values = Float32Array.from({ length: 70 }, (_, i) => i);
    const x = { values, batch: 70, steps: 1, channels: 1 };
    const probabilities = await classify(model, x, never, async () => void log.push('turn'));
    expect(log).toEqual(['turn', '32 from 0', 'turn', '32 from 32', 'turn', '6 from 64']);
    expect(probabilities).toHaveLength(140);
    expect(probabilities[2 * 2]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6); // sigmoid(2)
  });
});
