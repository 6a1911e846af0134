import { describe, expect, it } from 'vitest';
import { argmax } from '@saliogram/core';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { counterfactual } from './counterfactual.ts';

// s_1 - s_0 = w . x with w = (0.5, -2, 1, 0.25, 0, 1).
const linear = linearModel([
  [0, 1, -0.5, 0, 0.5, 0],
  [0.5, -1, 0.5, 0.25, 0.5, 1],
]);
const w = [0.5, -2, 1, 0.25, 0, 1];
const x = { values: Float32Array.of(-1, 0.5, -0.5, 0.2, 1, 0.3), batch: 1, steps: 6, channels: 1 };
const gap = -w.reduce((sum, v, i) => sum + v * x.values[i], 0);

describe('counterfactual', () => {
  it('in L2 goes straight across the boundary of a linear model (closed form)', async () => {
    const { sequences, valid, convergence, probabilities, rootMeanSquareChange } = await counterfactual(
      linear,
      x,
      1,
      {
        distance: 'l2',
      },
    );
    const norm = w.reduce((sum, v) => sum + v * v, 0);
    expect(valid).toEqual([true]);
    expect(convergence.converged).toEqual([true]);
    w.forEach((v, i) => expect(sequences.values[i] - x.values[i]).toBeCloseTo((gap * v) / norm, 1));
    // No shorter way there is, and the way found is longer by less than one percent.
    const least = gap / Math.sqrt(6 * norm);
    expect(rootMeanSquareChange[0] / least).toBeGreaterThan(0.999);
    expect(rootMeanSquareChange[0] / least).toBeLessThan(1.01);
    expect(probabilities[0]).toBeGreaterThanOrEqual(0.5);
  });

  it('in L1 changes the one input that counts most (closed form)', async () => {
    const result = await counterfactual(linear, x, 1);
    expect(result.valid).toEqual([true]);
    expect(result.changedShare[0]).toBeCloseTo(1 / 6, 9);
    expect(result.sequences.values[1] - x.values[1]).toBeCloseTo(-gap / 2, 2);
    expect((12 * result.meanChange[0]) / gap).toBeCloseTo(1, 2);
    expect(JSON.parse(JSON.stringify(result.settings))).toEqual(result.settings);
  });

  it('keeps within the range of the data, and says where no way leads', async () => {
    const data = {
      values: Float32Array.of(...x.values, -0.5, 0.4, 0.5, 0.2, 1, 1.3),
      batch: 2,
      steps: 6,
      channels: 1,
    };
    const free = [0, 2, 5];
    const { sequences, valid } = await counterfactual(linear, x, 1, { data });
    expect(valid).toEqual([true]);
    sequences.values.forEach((v, i) => {
      expect(v).toBeGreaterThanOrEqual(Math.min(data.values[i], data.values[6 + i]));
      expect(v).toBeLessThanOrEqual(Math.max(data.values[i], data.values[6 + i]));
    });
    expect(free.some((i) => sequences.values[i] !== x.values[i])).toBe(true);
    const narrow = { ...data, values: Float32Array.of(...x.values, -0.9, 0.5, -0.5, 0.2, 1, 0.3) };
    const stuck = await counterfactual(linear, x, 1, { data: narrow, maxIterations: 100 });
    expect(stuck.valid).toEqual([false]);
    expect(stuck.convergence.converged).toEqual([false]);
    expect(stuck.convergence.objective).toEqual([Infinity]);
  });

  it('crosses into any class of a network by less than the way to a random input of that class', async () => {
    const model = tinyLstm(1);
    const batch = randomSequences(6, 8, 1);
    const scores = await model.scores(batch);
    const targets = Array.from({ length: 6 }, (_, b) => (argmax(scores, b * 3, b * 3 + 3) + 1 + (b % 2)) % 3);
    const options = { maxIterations: 120, distance: 'l2' } as const;
    const found = await counterfactual(model, batch, targets, options);
    const after = await model.scores(found.sequences);
    const reached = targets.map((c, b) => argmax(after, b * 3, b * 3 + 3) === c);
    expect(found.valid).toEqual(reached);
    expect(reached.filter(Boolean).length).toBeGreaterThanOrEqual(5);
    const others = randomSequences(400, 8, 1, 9);
    const known = await model.scores(others);
    for (let b = 0; b < 6; b++) {
      if (!reached[b]) continue;
      for (let i = 0; i < 400; i++) {
        if (argmax(known, i * 3, i * 3 + 3) !== targets[b]) continue;
        let sum = 0;
        for (let j = 0; j < 8; j++) sum += (others.values[i * 8 + j] - batch.values[b * 8 + j]) ** 2;
        expect(found.rootMeanSquareChange[b]).toBeLessThan(Math.sqrt(sum / 8));
      }
    }
  });

  it('leaves alone what has the class already, the steps after the end, and smooths what it changes', async () => {
    const own = await counterfactual(linear, x, 0);
    expect([...own.sequences.values]).toEqual([...x.values]);
    expect(own).toMatchObject({ meanChange: [0], changedShare: [0], cost: { forward: 3, backward: 2 } });
    const model = tinyLstm(1);
    const batch = { ...randomSequences(1, 12, 1, 4), lengths: [9] };
    const target = (argmax(await model.scores(batch)) + 1) % 3;
    const variation = async (smoothness: number): Promise<number> => {
      const { sequences, valid } = await counterfactual(model, batch, target, {
        distance: 'l2',
        smoothness,
        maxIterations: 100,
      });
      expect(valid).toEqual([true]);
      const change = sequences.values.map((v, t) => v - batch.values[t]);
      expect([...change.subarray(9)]).toEqual([0, 0, 0]);
      return change.subarray(0, 9).reduce((sum, v, t) => sum + (t > 0 ? Math.abs(v - change[t - 1]) : 0), 0);
    };
    expect(await variation(5)).toBeLessThan(0.7 * (await variation(0)));
  });

  it('refuses what does not fit, and stops when cancelled', async () => {
    await expect(counterfactual(linear, x, 2)).rejects.toThrow('targets: got class 2');
    await expect(counterfactual(linear, x, 1, { distance: 'l0' as 'l1' })).rejects.toThrow('got distance l0');
    const data = { ...x, values: new Float32Array(4), steps: 4 };
    await expect(counterfactual(linear, x, 1, { data })).rejects.toThrow(
      'counterfactual: got data of 1 x 4 x 1',
    );
    const stop = new AbortController();
    const run = counterfactual(linear, x, 1, {
      signal: stop.signal,
      onEvent: ({ done }) => done === 3 && stop.abort(),
    });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  });
});
