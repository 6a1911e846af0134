import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { dynamask } from './dynamask.ts';
import { blur, fadeTo, movingAverage } from './mask-perturbation.ts';

describe('mask perturbations', () => {
  const x = randomSequences(1, 8, 2, 3).values;
  const weights = randomSequences(1, 8, 2, 9).values;

  it('leave the input where the mask is 1 and keep what is constant', () => {
    const ones = new Float32Array(16).fill(1);
    const constant = new Float32Array(16).map((_, j) => (j % 2 === 0 ? 3 : -1));
    expect([...fadeTo(x, constant).apply(ones)]).toEqual([...x]);
    blur(x, 2, 2)
      .apply(ones)
      .forEach((v, j) => expect(v).toBeCloseTo(x[j], 6));
    blur(constant, 2, 2)
      .apply(new Float32Array(16))
      .forEach((v, j) => expect(v).toBeCloseTo(constant[j], 6));
  });

  it('blur by the Gaussian of the mask (by hand), and fade in proportion', () => {
    // Width 1 (1 - 0.5) = 0.5: weights exp(-2) beside 1 in the middle, exp(-8) two steps away.
    const spike = Float32Array.of(0, 0, 1, 0, 0);
    const half = new Float32Array(5).fill(0.5);
    const all = 1 + 2 * Math.exp(-2) + 2 * Math.exp(-8);
    expect(blur(spike, 1, 1).apply(half)[2]).toBeCloseTo(1 / all, 6);
    expect([...fadeTo(spike, half).apply(Float32Array.of(1, 0, 0.5, 0.5, 0))]).toEqual([
      0, 0.5, 0.75, 0.25, 0.5,
    ]);
  });

  it('have the slopes of finite differences', () => {
    const mask = randomSequences(1, 8, 2, 5).values.map((v) => 1 / (1 + Math.exp(-v)));
    for (const perturbation of [blur(x, 2, 1.5), fadeTo(x, weights)]) {
      const value = (m: Float32Array): number =>
        perturbation.apply(m).reduce((sum, v, j) => sum + weights[j] * v, 0);
      const slope = perturbation.slope(mask, weights);
      const h = 2 ** -7;
      mask.forEach((_, i) => {
        const moved = (by: number): number => value(mask.map((v, j) => (j === i ? v + by : v)));
        expect(slope[i]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 2);
      });
    }
  });

  it('average over the steps there are, per channel', () => {
    const values = Float32Array.of(1, 10, 2, 20, 6, 60, 99, 99);
    const shape = { batch: 1, steps: 4, channels: 2, lengths: [3] };
    expect([...movingAverage(values, shape, Infinity)]).toEqual([3, 30, 3, 30, 3, 30, 0, 0]);
    expect([...movingAverage(values, shape, 1)]).toEqual([1.5, 15, 3, 30, 4, 40, 0, 0]);
  });
});

describe('Dynamask', () => {
  const w = [0.1, -0.4, 0.2, 0.6, -0.2, 0.02, 0.4, 0.14, -0.06, 0.3];
  const model = linearModel([w, w.map((v) => -v)]);
  const x = { values: new Float32Array(10).fill(2), batch: 1, steps: 10, channels: 1 };
  const faded = { perturbation: 'baseline', baseline: 1, areaGrowth: 100 } as const;

  it('of log odds that are linear covers the share a of largest w (x - b), kept or lost', async () => {
    for (const variant of ['preserve', 'delete'] as const) {
      const options = { ...faded, variant, loss: 'log-odds', areas: [0.4] } as const;
      const { values, convergence } = await dynamask(model, x, 0, options);
      // Where the slopes of the log odds, 2 w, and of the area, of weight 50 at the end, balance.
      values.forEach((v, t) => {
        const balance = ([2, 3, 6, 9].includes(t) ? 1 : 0) + (2 * w[t] * 10) / 100;
        expect(Math.abs(v - Math.min(1, Math.max(0, balance)))).toBeLessThan(0.01);
      });
      expect(convergence?.converged).toEqual([true]);
    }
  });

  it('takes the area of the least loss: here the one that covers what speaks for the class and nothing else', async () => {
    // Seven of ten inputs speak for class 0, three against it.
    const options = { ...faded, loss: 'log-odds', areas: [0.3, 0.7, 0.9] } as const;
    const result = await dynamask(model, x, 0, options);
    expect(result.notes?.[0]).toContain('per sequence: 0.7.');
    expect(Array.from(result.values, (v) => Math.round(v))).toEqual([1, 0, 1, 1, 0, 1, 1, 1, 0, 1]);
    const least = (await dynamask(model, x, 0, { ...options, areas: [0.7] })).convergence?.objective[0];
    const other = (await dynamask(model, x, 0, { ...options, areas: [0.9] })).convergence?.objective[0];
    expect(least).toBeLessThan(other ?? NaN);
  });

  it('moves a mask of halves as the published objective at first (by hand)', async () => {
    const frames: Float32Array[] = [];
    const onFrame = ({ values }: { values: Float32Array }): void => void frames.push(values);
    const options = { ...faded, areas: [0.2], maxIterations: 1, onFrame } as const;
    await dynamask(model, x, 0, { ...options, loss: 'mse' });
    expect([...frames[0]]).toEqual(Array.from({ length: 10 }, () => 0.5));
    // s falls by sum(w) / 2 = 0.55: the error has slope 2 (-0.55) w; the area 2 x 0.5 (0.5 - r) / 10, r = 0 but for
    // the two with the least slope; the rate is 0.1.
    frames[1].forEach((m, t) => {
      const slope = -1.1 * w[t] + (0.5 - (t === 3 || t === 6 ? 1 : 0)) / 10;
      expect(m).toBeCloseTo(Math.min(1, Math.max(0, 0.5 - 0.1 * slope)), 4);
    });
  });

  it('with a weight on variation has flatter masks', async () => {
    const network = tinyLstm(1, { seed: 6 });
    const sequence = randomSequences(1, 10, 1, 8);
    const variation = async (timeWeight: number): Promise<number> => {
      const { values } = await dynamask(network, sequence, 0, {
        timeWeight,
        areas: [0.4],
        areaGrowth: 1,
        maxIterations: 40,
      });
      return values.reduce((sum, v, t) => sum + (t > 0 ? Math.abs(v - values[t - 1]) : 0), 0);
    };
    expect(await variation(3)).toBeLessThan(await variation(0));
  });

  it('runs with every perturbation and loss, the same alone as in a batch', async () => {
    const network = tinyLstm(2);
    const two = randomSequences(2, 6, 2);
    const second = { ...two, values: two.values.subarray(12), batch: 1 };
    for (const perturbation of ['moving-average', 'blur', 'baseline'] as const) {
      const options = { perturbation, loss: 'mse', maxIterations: 4, areas: [0.3] } as const;
      const all = await dynamask(network, two, [0, 1], options);
      expect([...(await dynamask(network, second, 1, options)).values]).toEqual([...all.values.subarray(12)]);
      expect(Math.max(...all.values)).toBeGreaterThan(Math.min(...all.values));
    }
    await expect(dynamask(network, two, 0, { perturbation: 'fade' as 'blur' })).rejects.toThrow(
      'Dynamask: got perturbation fade',
    );
  });
});
