import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blackBox, linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { occlusionWindows } from './occlusion-windows.ts';
import { occlusion } from './occlusion.ts';
import type { OcclusionOptions } from './occlusion.ts';

describe('occlusion', () => {
  it('of a linear score: a window falls by the sum of w (x - k) in it', async () => {
    const w = [1, -2, 3, 0.5, 2];
    const model = linearModel([w, [0, 0, 0, 0, 0]]);
    const x = { values: Float32Array.of(2, 1, -1, 4, 3), batch: 1, steps: 5, channels: 1 };
    const k = 0.5;
    const fall = [0, 1, 2, 3, 4].map((t) => w[t] * (x.values[t] - k));
    const options: OcclusionOptions = { width: 2, baseline: k, objective: 'score' };
    const mean = await occlusion(model, x, 0, options);
    // Step t lies in the windows [t-1, t] and [t, t+1], cut at the ends.
    const at = (t: number): number => fall[t] ?? 0;
    const expected = fall.map((_, t) => (at(t - 1) + 2 * at(t) + at(t + 1)) / 2);
    mean.values.forEach((v, t) => expect(v).toBeCloseTo(expected[t], 5));
    const paper = await occlusion(model, x, 0, { ...options, accumulate: 'sum-paper' });
    paper.values.forEach((v, t) => expect(v).toBeCloseTo(2 * expected[t], 5));
    expect(mean.cost).toEqual({ forward: 7, backward: 0 });
  });

  it('by the literal sum makes uncovered ends salient, which the mean does not', async () => {
    const model = linearModel([
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ]);
    const x = { values: new Float32Array(5).fill(1), batch: 1, steps: 5, channels: 1 };
    const options: OcclusionOptions = { width: 3, edges: 'inside' };
    // p is 1/2 whatever is hidden; the sums are 1/2, 2/2, 3/2, 2/2, 1/2 for 1, 2, 3, 2, 1 windows.
    const paper = await occlusion(model, x, 0, { ...options, accumulate: 'sum-paper' });
    expect([...paper.values]).toEqual([1, 0.5, 0, 0.5, 1]);
    expect([...(await occlusion(model, x, 0, options)).values]).toEqual([0, 0, 0, 0, 0]);
    // Scores fall by 1 + 2 + 3, 2 + 3 + 4 and 3 + 4 + 5; means over 1, 2, 3, 2, 1 of these.
    const rising = linearModel([
      [1, 2, 3, 4, 5],
      [0, 0, 0, 0, 0],
    ]);
    const means = await occlusion(rising, x, 0, { ...options, objective: 'score' });
    expect([...means.values]).toEqual([6, 7.5, 9, 10.5, 12]);
  });

  it('gives the same values from resumed states as from whole passes, reading only what follows the change', async () => {
    const kinds: OcclusionOptions[] = [
      {},
      { width: 3, stride: 2, baseline: 'mean' },
      { width: 2, runs: { count: 2, spacing: 4 }, baseline: 'mode' },
      { blocks: { rows: 2, columns: 3, rowLength: 4 }, edges: 'inside' },
      { width: 4, channels: 'separate', objective: 'log-probability' },
    ];
    const x = randomSequences(3, 12, 3);
    for (const options of kinds) {
      const model = tinyLstm(3);
      const resumed = await occlusion(model, x, [0, 1, 2], options);
      const resumedSteps = model.cellSteps();
      const whole = await occlusion(blackBox(model), x, [0, 1, 2], options);
      expect([...resumed.values]).toEqual([...whole.values]);
      expect(resumed.values.some((v) => Math.abs(v) > 1e-3)).toBe(true);
      const windows = occlusionWindows(12, options);
      const patches = options.channels === 'separate' ? 3 : 1;
      const tails = windows.reduce((sum, [first]) => sum + 12 - first.from, 0);
      expect(resumedSteps).toBe(3 * (12 + patches * tails));
      expect(resumed.cost.forward).toBeCloseTo(3 * (1 + (patches * tails) / 12), 6);
      expect(whole.cost.forward).toBe(3 * (1 + patches * windows.length));
    }
  });

  it('tells channels apart when they are hidden separately', async () => {
    const model = linearModel([
      [0, 5, 0, 0, 5, 0],
      [0, 0, 0, 0, 0, 0],
    ]);
    const x = { values: new Float32Array(6).fill(1), batch: 1, steps: 2, channels: 3 };
    const options: OcclusionOptions = { width: 1, objective: 'score' };
    const together = await occlusion(model, x, 0, options);
    const separate = await occlusion(model, x, 0, { ...options, channels: 'separate' });
    expect([...together.values]).toEqual([5, 5, 5, 5, 5, 5]);
    expect([...separate.values]).toEqual([0, 5, 0, 0, 5, 0]);
    expect(separate.cost.forward).toBe(1 + 2 * 3);
  });

  it('does not depend on how the work is cut up, and a beat not on its neighbours', async () => {
    const model = tinyLstm(1);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 9 }),
        async (steps, width) => {
          const x = randomSequences(2, steps, 1, steps);
          const both = await occlusion(model, x, [0, 1], { width });
          const second = await occlusion(model, { ...x, values: x.values.subarray(steps), batch: 1 }, 1, {
            width,
          });
          expect([...both.values.subarray(steps)]).toEqual([...second.values]);
          const cut = await occlusion(model, x, [0, 1], { width, batchSize: 7 });
          expect([...cut.values]).toEqual([...both.values]);
        },
      ),
      { seed: 1, numRuns: 20 },
    );
  });

  it('works through a sequence whose windows do not fit into memory at once', async () => {
    // 2100 windows of 2100 steps are more than 2^21 values, so that they go in two calls.
    const w = Array.from({ length: 2100 }, (_, t) => (t % 7) - 3);
    const model = linearModel([w, w.map(() => 0)]);
    const x = { values: new Float32Array(2100).fill(1), batch: 1, steps: 2100, channels: 1 };
    const result = await occlusion(model, x, 0, { width: 1, objective: 'score' });
    expect([...result.values]).toEqual(w);
  });

  it('stops when cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    const run = occlusion(tinyLstm(1), randomSequences(1, 5, 1), 0, { signal: controller.signal });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  });
});
