import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import type { AttributionFrame } from '../attribution/attribution.ts';
import { heatOf, salientSequences } from '../attribution/heat.ts';
import { LEARNED_MASK_PAPER } from './learned-mask-settings.ts';
import { learnedMask } from './learned-mask.ts';
import { attributionMethod } from '../methods/registry.ts';

const adam = { paper: true, learningRate: 0.05, maxIterations: 400 } as const;

describe('learned mask', () => {
  it('of a linear score without variation hides exactly the inputs with w (x - k) > lambda1', async () => {
    const x = randomSequences(4, 5, 3);
    const w = Array.from(randomSequences(1, 5, 3, 8).values);
    const model = linearModel([w, w.map((v) => -v)]);
    for (const [baseline, search] of [
      [0, {}],
      [0.5, {}],
      [0.5, adam],
    ] as const) {
      const options = { ...search, lambda1: 0.2, lambda2: 0, baseline };
      const { values } = await learnedMask(model, x, [0, 1, 0, 1], options);
      const slopes = Array.from(
        x.values,
        (v, i) => (Math.floor(i / 15) % 2 === 0 ? 1 : -1) * w[i % 15] * (v - baseline),
      );
      expect([...values]).toEqual(slopes.map((s) => (s > 0.2 ? 1 : 0)));
      expect(slopes.some((s) => s > 0 && s < 0.2)).toBe(true);
    }
  });

  it('with a heavy variation term hides a whole stretch or nothing', async () => {
    // Alone, steps 1 and 3 would be hidden and step 2 kept; joining them costs 0.1 and saves 2 x 2.
    const model = linearModel([
      [-5, 1, -0.1, 1, -5],
      [0, 0, 0, 0, 0],
    ]);
    const x = { values: new Float32Array(5).fill(1), batch: 1, steps: 5, channels: 1 };
    for (const [lambda2, hidden] of [
      [0, [0, 1, 0, 1, 0]],
      [0.3, [0, 1, 1, 1, 0]],
      [3, [0, 0, 0, 0, 0]],
    ] as const) {
      const { values } = await learnedMask(model, x, 0, { lambda1: 0, lambda2 });
      expect([...values]).toEqual(hidden);
      const slow = { ...adam, learningRate: 0.002, maxIterations: 4000, tolerance: 1e-6 };
      const stepped = await learnedMask(model, x, 0, { ...slow, lambda1: 0, lambda2 });
      stepped.values.forEach((v, t) => expect(Math.abs(v - hidden[t])).toBeLessThan(0.05));
    }
  });

  it('on a saturated probability never leaves its start, and the map says so; on the score it does', async () => {
    const model = linearModel([
      [20, 20],
      [-20, -20],
    ]);
    const x = { values: Float32Array.of(1, 1), batch: 1, steps: 2, channels: 1 };
    const probability = { objective: 'probability', start: 1, lambda1: 0 } as const;
    const stuck = await learnedMask(model, x, 0, probability);
    expect([...salientSequences(stuck)]).toEqual([0]);
    expect([...heatOf(stuck)]).toEqual([0, 0]);
    expect(stuck.convergence).toMatchObject({ converged: [true], iterations: [0] });
    const paper = { ...probability, paper: true, lambda1: 1e-3 } as const;
    const slow = await learnedMask(model, x, 0, paper);
    expect([...salientSequences(slow)]).toEqual([0]);
    expect(slow.convergence?.iterations).toEqual([50]);
    expect([...(await learnedMask(model, x, 0, { start: 1 })).values]).toEqual([1, 1]);
  });

  it('lets finished sequences leave for the next, and none depends on its neighbours, bit for bit', async () => {
    const model = tinyLstm(1, { seed: 4 });
    const x = randomSequences(5, 6, 1);
    const targets = [0, 1, 2, 0, 1];
    const options = { lambda1: 0.01, lambda2: 0.005 };
    const all = await learnedMask(model, x, targets, options);
    const iterations = all.convergence?.iterations ?? [];
    expect(new Set(iterations).size).toBeGreaterThan(1);
    const passes = iterations.reduce((sum, n) => sum + n + 1, 0);
    expect(all.cost).toEqual({ forward: passes, backward: passes });
    for (const batchSize of [1, 2]) {
      const { values, convergence } = await learnedMask(model, x, targets, { ...options, batchSize });
      expect([...values]).toEqual([...all.values]);
      expect(convergence).toEqual(all.convergence);
    }
    const values = x.values.subarray(3 * 6, 4 * 6);
    const alone = await learnedMask(model, { ...x, values, batch: 1 }, targets[3], options);
    expect([...alone.values]).toEqual([...all.values.subarray(3 * 6, 4 * 6)]);
  });

  it("of the paper's preset is what it was before there was another", async () => {
    // From the implementation of commit 59bc7ce, with the same network and sequences.
    const options = { learningRate: 0.05, maxIterations: 60, window: 20, lambda2: 0.05 };
    const result = await learnedMask(tinyLstm(3), randomSequences(2, 6, 3), [0, 1], {
      ...LEARNED_MASK_PAPER,
      ...options,
    });
    expect(result.convergence).toMatchObject({
      converged: [true, true],
      iterations: [60, 20],
      objective: [0.47522255194187163, -0.07245929968357086],
    });
    expect([...result.values.subarray(0, 8)]).toEqual([
      0, 0.16401344537734985, 0.004327654838562012, 0, 0.157551109790802, 0.00037938356399536133, 0,
      0.1460806131362915,
    ]);
  });

  it('of a network ends where moving any one input of the mask gains nothing, and reports the objective there', async () => {
    const model = tinyLstm(3);
    const x = randomSequences(2, 6, 3);
    const [lambda1, lambda2] = [0.01, 0.005];
    for (const search of [
      { tolerance: 1e-6, window: 20, maxIterations: 80 },
      { ...adam, learningRate: 0.01, tolerance: 1e-5 },
    ] as const) {
      const result = await learnedMask(model, x, [0, 1], { ...search, lambda1, lambda2 });
      for (const b of [0, 1]) {
        const one = { ...x, values: x.values.subarray(b * 18, (b + 1) * 18), batch: 1 };
        const objectiveOf = async (hidden: Float32Array): Promise<number> => {
          const scores = await model.scores({
            ...one,
            values: one.values.map((v, i) => v * (1 - hidden[i])),
          });
          const variation = hidden.reduce((sum, v, i) => sum + (i < 3 ? 0 : Math.abs(v - hidden[i - 3])), 0);
          return scores[b] + lambda1 * hidden.reduce((sum, v) => sum + v, 0) + lambda2 * variation;
        };
        const gainFrom = async (hidden: Float32Array): Promise<number> => {
          const here = await objectiveOf(hidden);
          let gain = 0;
          for (const i of hidden.keys()) {
            for (const delta of [-0.05, 0.05]) {
              const moved = hidden.slice();
              moved[i] = Math.min(1, Math.max(0, moved[i] + delta));
              gain = Math.max(gain, here - (await objectiveOf(moved)));
            }
          }
          return gain;
        };
        const hidden = result.values.slice(b * 18, (b + 1) * 18);
        expect(result.convergence?.objective[b]).toBeCloseTo(await objectiveOf(hidden), 4);
        expect(await gainFrom(new Float32Array(18))).toBeGreaterThan(0.002);
        expect(await gainFrom(hidden)).toBeLessThan(0.0001);
      }
    }
  });

  it('takes starts as maps, one for each sequence, and hides nothing behind the end of a shorter one', async () => {
    const model = linearModel([
      [1, 2, 3],
      [0, 0, 0],
    ]);
    const x = { values: new Float32Array(6).fill(1), batch: 2, steps: 3, channels: 1, lengths: [3, 2] };
    const start = Float32Array.of(0.5, 0.25, 0, 1, 0.75, 0.5);
    const result = await learnedMask(model, x, 0, { start: [start, 1], snapshotEvery: 1 });
    expect(result.history?.[0].values).toEqual(Float32Array.of(0.5, 0.75, 1, 0, 0.25, 0));
    expect([...result.values]).toEqual([1, 1, 1, 1, 1, 0]);
    expect(result.settings.start).toEqual(['given', 1]);
  });

  it('keeps frames on the way, the last equal to the result', async () => {
    const model = linearModel([
      [1, 2, -1],
      [0, 0, 0],
    ]);
    const x = { values: Float32Array.of(-1, -1, 1, 1, 3, 1), batch: 2, steps: 3, channels: 1 };
    const result = await learnedMask(model, x, 0, {
      paper: true,
      maxIterations: 90,
      lambda2: 0,
      snapshotEvery: 40,
      batchSize: 1,
    });
    expect(result.history?.map((frame) => frame.iteration)).toEqual([0, 40, 80, 90]);
    expect([...(result.history?.[0].values ?? [])]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(result.history?.[1].values[4]).toBeCloseTo(0.04, 4);
    expect([...(result.history?.[3].values ?? [])]).toEqual([...result.values]);
    expect([...(result.history?.[3].objective ?? [])]).toEqual(
      result.convergence?.objective.map((v) => Math.fround(v)),
    );
  });

  it('shows each sequence on its way, whatever the method is asked by name', async () => {
    const x = randomSequences(2, 5, 1);
    const frames: { iteration: number; sequence: number; values: Float32Array }[] = [];
    const onFrame = ({ iteration, values }: AttributionFrame, sequence: number): number =>
      frames.push({ iteration, sequence, values });
    const result = await attributionMethod('learned-mask').explain(tinyLstm(1), x, 0, { onFrame });
    for (const row of [0, 1]) {
      const own = frames.filter(({ sequence }) => sequence === row);
      expect(own.map(({ iteration }) => iteration)).toEqual(own.map((_, i) => i));
      expect(own.length).toBeGreaterThan(10);
      expect(own.at(-1)?.values).toEqual(result.values.slice(row * 5, row * 5 + 5));
    }
    expect(result.settings).not.toHaveProperty('onFrame');
    const { settings } = await attributionMethod('occlusion').explain(tinyLstm(1), x, 0, { onFrame });
    expect(settings).not.toHaveProperty('onFrame');
  });

  it('reports progress up to the whole, stops when cancelled, and refuses senseless settings', async () => {
    const model = linearModel([
      [1, 2],
      [0, 0],
    ]);
    const x = randomSequences(3, 2, 1);
    const shares: number[] = [];
    await learnedMask(model, x, 0, {
      paper: true,
      maxIterations: 60,
      batchSize: 2,
      onEvent: ({ done, total }) => shares.push(done / total),
    });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    const controller = new AbortController();
    const run = learnedMask(model, x, 0, {
      signal: controller.signal,
      paper: true,
      onEvent: ({ done }) => done > 5 && controller.abort(),
    });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    await expect(learnedMask(model, x, 0, { start: 1.5 })).rejects.toThrow(
      'got start 1.5, expected a finite number from 0 to 1',
    );
    await expect(learnedMask(model, x, 0, { start: [1, new Float32Array(5)] })).rejects.toThrow(
      'got a start of 5 values, expected 3 x 2 x 1 (sequences x steps x channels) from 0 to 1',
    );
  });
});
