import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { deletionCurve, insertionCurve } from '../metrics/faithfulness/deletion-insertion.ts';
import { occlusion } from '../perturbation/occlusion.ts';
import { curveMask } from './curve-mask.ts';
import { GaussianSmoothing } from './gaussian-smoothing.ts';
import { addRankSlope, maskOfArea, shareOfMasks } from './nested-masks.ts';

const orderOf = (values: ArrayLike<number>): number[] =>
  Array.from(values, (_, i) => i).sort((a, b) => values[b] - values[a]);

describe('nested masks', () => {
  const rank = Float32Array.of(3, -1, 0.5, 0.5, -40, 60);

  it('have the area asked for, keep the order of the ranks, and grow with the area', () => {
    let before: Float64Array = new Float64Array(rank.length);
    for (const area of [0, 0.01, 0.3, 0.5, 0.9, 1]) {
      const { mask } = maskOfArea(rank, area);
      expect(mask.reduce((sum, m) => sum + m, 0) / rank.length).toBeCloseTo(area, 6);
      expect(mask[2]).toBe(mask[3]);
      mask.forEach((m, i) => expect(m).toBeGreaterThanOrEqual(before[i] - 1e-9));
      before = mask;
    }
    expect(orderOf(shareOfMasks(rank))).toEqual([5, 0, 2, 3, 1, 4]);
  });

  it('have the slope of finite differences at a fixed area', () => {
    const r = Float32Array.of(0.3, -1, 0.5, 1.2);
    const weights = Float64Array.of(1, -2, 0.5, 3);
    const value = (ranks: Float32Array): number =>
      maskOfArea(ranks, 0.4).mask.reduce((sum, m, i) => sum + weights[i] * m, 0);
    const slope = new Float32Array(4);
    addRankSlope(maskOfArea(r, 0.4), weights, slope);
    const h = 2 ** -8;
    r.forEach((_, i) => {
      const moved = (by: number): number => value(r.map((v, j) => (j === i ? v + by : v)));
      expect(slope[i]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 4);
    });
    // More of every rank is more of none.
    expect(slope.reduce((sum, s) => sum + s, 0)).toBeCloseTo(0, 6);
  });
});

describe('Gaussian smoothing', () => {
  it('means over the steps of a channel, with weights that add up to 1 at the ends (by hand)', () => {
    // Weights 1, exp(-1/2), exp(-2), exp(-9/2).
    const [near, far, last] = [Math.exp(-0.5), Math.exp(-2), Math.exp(-4.5)];
    const smoothed = new GaussianSmoothing(2, 1).smooth(Float32Array.of(1, 5, 0, 5, 0, 5, 0, 5, 0, 5));
    const middle = 1 + 2 * near + 2 * far;
    [1 / (1 + near + far + last), near / (1 + 2 * near + far + last), far / middle].forEach((value, t) => {
      expect(smoothed[2 * t]).toBeCloseTo(value, 6);
      expect(smoothed[2 * t + 1]).toBeCloseTo(5, 5);
    });
  });

  it('has the transposed weights as its slope', () => {
    const smoothing = new GaussianSmoothing(2, 1.3);
    const [u, weights] = [randomSequences(1, 9, 2, 3).values, randomSequences(1, 9, 2, 4).values];
    const product = (a: Float32Array, b: Float32Array): number => a.reduce((sum, v, j) => sum + v * b[j], 0);
    expect(product(smoothing.smooth(u), weights)).toBeCloseTo(product(u, smoothing.slope(weights)), 5);
  });
});

describe('curve mask', () => {
  it('of a linear score orders the inputs by w (x - b), by either curve or both', async () => {
    const w = [0.5, -2, 1, 3, -1, 0.1];
    const model = linearModel([w, w.map((v) => -v)]);
    const x = { values: Float32Array.of(1, 2, 3, 1, 1, 4), batch: 1, steps: 3, channels: 2 };
    for (const weights of [{}, { deletionWeight: 0 }, { insertionWeight: 0 }]) {
      for (const [target, sign] of [
        [0, 1],
        [1, -1],
      ]) {
        const { values, convergence } = await curveMask(model, x, target, { ...weights, baseline: 0.5 });
        expect(orderOf(values)).toEqual(orderOf(w.map((v, j) => sign * v * (x.values[j] - 0.5))));
        expect(convergence?.converged).toEqual([true]);
      }
    }
  });

  it('reports the difference of the curves: at first C (1 - 2 a) of a linear score, C = s_c(x) - s_c(0)', async () => {
    const model = linearModel([
      [1, 2, -1],
      [0, 0, 0],
    ]);
    const x = { values: Float32Array.of(1, 1, 1), batch: 1, steps: 3, channels: 1 };
    const first: number[] = [];
    const onFrame = ({
      iteration,
      objective,
      values,
    }: {
      iteration: number;
      objective: Float32Array;
      values: Float32Array;
    }) => {
      if (iteration > 0) return;
      first.push(objective[0]);
      values.forEach((v) => expect(v).toBeCloseTo(0.5, 6));
    };
    await curveMask(model, x, 0, { areas: 1, onFrame });
    await curveMask(model, x, 0, { areas: 1, insertionWeight: 0, onFrame });
    await curveMask(model, x, 0, { areas: 1, deletionWeight: 0, onFrame });
    const a = 0.5 * ((Math.sqrt(5) - 1) / 2);
    // s(x) = 2: hiding the share a of everything leaves 2 (1 - a), showing it alone brings 2 a.
    expect(first[0]).toBeCloseTo(2 * (1 - 2 * a), 5);
    expect(first[1]).toBeCloseTo(2 * (1 - a), 5);
    expect(first[2]).toBeCloseTo(-2 * a, 5);
  });

  it('with two baselines goes by both: of a linear score by w (x - their mean)', async () => {
    const w = [1, -1, 2, 0.5];
    const model = linearModel([w, w.map((v) => -v)]);
    const x = { values: Float32Array.of(1, 2, 3, 4), batch: 1, steps: 4, channels: 1 };
    const one = await curveMask(model, x, 0, { baseline: 6 });
    expect(orderOf(one.values)).toEqual([1, 3, 0, 2]);
    const two = await curveMask(model, x, 0, { baseline: 6, moreBaselines: [-5, 'mean'] });
    // Mean of 6, -5 and 2.5: 1.1667, and w (x - 1.1667) = -0.17, -0.83, 3.67, 1.42.
    expect(orderOf(two.values)).toEqual([2, 3, 0, 1]);
    expect(two.settings['moreBaselines']).toEqual([{ baseline: -5 }, { baseline: 'mean' }]);
  });

  it('of a network has better curves than occlusion, each input by itself', async () => {
    const model = tinyLstm(1, { seed: 3 });
    const x = randomSequences(4, 8, 1, 5);
    const areas = async (values: Float32Array): Promise<[number, number]> => {
      const options = { steps: 8, objective: 'score' } as const;
      const sum = (area: Float64Array): number => area.reduce((total, v) => total + v, 0);
      return [
        sum((await deletionCurve(model, x, 0, values, options)).area),
        sum((await insertionCurve(model, x, 0, values, options)).area),
      ];
    };
    const [deletion, insertion] = await areas((await curveMask(model, x, 0, { maxIterations: 30 })).values);
    const other = await areas((await occlusion(model, x, 0, { width: 1, objective: 'score' })).values);
    expect(deletion).toBeLessThan(other[0]);
    expect(insertion).toBeGreaterThan(other[1]);
  });

  it('does not depend on the other sequences, counts its passes, reports progress and can be stopped', async () => {
    const model = tinyLstm(2);
    const x = randomSequences(3, 5, 2);
    const options = { maxIterations: 5, areas: 2 };
    const done: number[] = [];
    const all = await curveMask(model, x, [0, 1, 2], {
      ...options,
      onEvent: (event) => done.push(event.done),
    });
    expect(all.cost).toEqual({ forward: 72, backward: 72 });
    expect(all.convergence?.iterations).toEqual([5, 5, 5]);
    expect(done.at(-1)).toBe(15);
    const alone = { ...x, values: x.values.subarray(10, 20), batch: 1 };
    for (const batchSize of [1, 256]) {
      const { values } = await curveMask(model, alone, 1, { ...options, batchSize });
      expect([...values]).toEqual([...all.values.subarray(10, 20)]);
    }
    const stop = new AbortController();
    const onFrame = (): void => stop.abort();
    await expect(curveMask(model, x, 0, { ...options, onFrame, signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('gives steps after an early end nothing, and the others what they have alone', async () => {
    const w = [1, -1, 2, 0.5, -3];
    const model = linearModel([w, w.map((v) => -v)]);
    const values = Float32Array.of(1, 2, 3, 4, 5, 5, 4, 3, 99, 99);
    const x = { values, batch: 2, steps: 5, channels: 1, lengths: [5, 3] };
    const result = await curveMask(model, x, 0);
    expect([...result.values.subarray(8)]).toEqual([0, 0]);
    // w x = 5, -4, 6.
    expect(orderOf(result.values.subarray(5, 8))).toEqual([2, 0, 1]);
    expect(orderOf(result.values.subarray(0, 5))).toEqual([2, 3, 0, 1, 4]);
  });

  it('refuses what makes no sense by name', async () => {
    const model = tinyLstm(1);
    const x = randomSequences(1, 4, 1);
    await expect(curveMask(model, x, 0, { deletionWeight: 0, insertionWeight: 0 })).rejects.toThrow(
      'curve mask: got sum of the weights 0',
    );
    await expect(curveMask(model, x, 0, { areas: 0 })).rejects.toThrow('curve mask: got areas 0');
  });
});
