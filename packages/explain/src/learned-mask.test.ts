import { describe, expect, it } from 'vitest';
import { linearModel } from '../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../testing/tiny-lstm.ts';
import { heatOf, salientSequences } from './heat.ts';
import { learnedMask } from './learned-mask.ts';

const quick = { learningRate: 0.05, maxIterations: 400, lambda2: 0 };

describe('learned mask', () => {
  it('of a linear score without variation hides exactly the inputs with w (x - k) > lambda1', async () => {
    const x = randomSequences(4, 5, 3);
    const w = Array.from(randomSequences(1, 5, 3, 8).values);
    const model = linearModel([w, w.map((v) => -v)]);
    for (const value of [0, 0.5]) {
      const { values } = await learnedMask(model, x, [0, 1, 0, 1], { ...quick, lambda1: 0.2, value });
      const slopes = Array.from(
        x.values,
        (v, i) => (Math.floor(i / 15) % 2 === 0 ? 1 : -1) * w[i % 15] * (v - value),
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
    const loose = await learnedMask(model, x, 0, { ...quick, lambda1: 0 });
    expect([...loose.values]).toEqual([0, 1, 0, 1, 0]);
    const options = { ...quick, lambda1: 0, learningRate: 0.002, maxIterations: 4000, tolerance: 1e-6 };
    const joined = await learnedMask(model, x, 0, { ...options, lambda2: 0.3 });
    for (const t of [1, 2, 3]) expect(joined.values[t]).toBeGreaterThan(0.95);
    for (const t of [0, 4]) expect(joined.values[t]).toBeLessThan(0.05);
    const none = await learnedMask(model, x, 0, { ...options, lambda2: 3 });
    none.values.forEach((v) => expect(v).toBeLessThan(0.05));
  });

  it('on a saturated probability never leaves its start, and the map says so; on the score it does', async () => {
    const model = linearModel([
      [20, 20],
      [-20, -20],
    ]);
    const x = { values: Float32Array.of(1, 1), batch: 1, steps: 2, channels: 1 };
    const stuck = await learnedMask(model, x, 0, { objective: 'probability' });
    expect([...salientSequences(stuck)]).toEqual([0]);
    expect([...heatOf(stuck)]).toEqual([0, 0]);
    expect(stuck.convergence?.iterations).toEqual([50]);
    const free = await learnedMask(model, x, 0, { maxIterations: 300 });
    free.values.forEach((v) => expect(v).toBeCloseTo(0.3, 3));
  });

  it('lets finished sequences leave, and none depends on its neighbours', async () => {
    // The first sequence has nothing to gain; the second goes on.
    const model = linearModel([
      [1, 2, -1],
      [0, 0, 0],
    ]);
    const x = { values: Float32Array.of(-1, -1, 1, 1, 3, 1), batch: 2, steps: 3, channels: 1 };
    const options = { maxIterations: 200, lambda2: 0 };
    const both = await learnedMask(model, x, 0, options);
    expect(both.convergence?.iterations).toEqual([50, 200]);
    expect(both.convergence?.converged).toEqual([true, false]);
    expect(both.cost).toEqual({ forward: 51 + 201, backward: 51 + 201 });
    expect(both.notes).toEqual(['1 of 2 masks were still moving after 200 iterations.']);
    const second = await learnedMask(model, { ...x, values: x.values.subarray(3), batch: 1 }, 0, options);
    expect([...both.values.subarray(3)]).toEqual([...second.values]);
    const oneByOne = await learnedMask(model, x, 0, { ...options, batchSize: 1 });
    expect([...oneByOne.values]).toEqual([...both.values]);
    expect(oneByOne.convergence).toEqual(both.convergence);
  });

  it('of a network ends where moving any one input of the mask gains nothing, and reports the objective there', async () => {
    const model = tinyLstm(3);
    const x = randomSequences(2, 6, 3);
    const [lambda1, lambda2] = [0.01, 0.005];
    const options = { lambda1, lambda2, learningRate: 0.01, maxIterations: 400, tolerance: 1e-5 };
    const result = await learnedMask(model, x, [0, 1], options);
    for (const b of [0, 1]) {
      const one = { ...x, values: x.values.subarray(b * 18, (b + 1) * 18), batch: 1 };
      const objectiveOf = async (hidden: Float32Array): Promise<number> => {
        const scores = await model.scores({ ...one, values: one.values.map((v, i) => v * (1 - hidden[i])) });
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
  });

  it('keeps frames on the way, the last equal to the result', async () => {
    const model = linearModel([
      [1, 2, -1],
      [0, 0, 0],
    ]);
    const x = { values: Float32Array.of(-1, -1, 1, 1, 3, 1), batch: 2, steps: 3, channels: 1 };
    const result = await learnedMask(model, x, 0, {
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

  it('reports progress up to the whole, stops when cancelled, and refuses senseless settings', async () => {
    const model = linearModel([
      [1, 2],
      [0, 0],
    ]);
    const x = randomSequences(3, 2, 1);
    const shares: number[] = [];
    await learnedMask(model, x, 0, {
      maxIterations: 60,
      batchSize: 2,
      onEvent: ({ done, total }) => shares.push(done / total),
    });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    const controller = new AbortController();
    const run = learnedMask(model, x, 0, {
      signal: controller.signal,
      onEvent: ({ done }) => done > 5 && controller.abort(),
    });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    await expect(learnedMask(model, x, 0, { start: 1.5 })).rejects.toThrow(
      'got start 1.5, expected a finite number from 0 to 1',
    );
  });
});
