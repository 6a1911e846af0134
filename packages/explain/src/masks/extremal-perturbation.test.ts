import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { extremalPerturbation } from './extremal-perturbation.ts';
import { MaxConvolution } from './max-convolution.ts';

describe('max-convolution', () => {
  it('turns a single input into a bump of the kernel, in its own channel', () => {
    const u = new Float32Array(2 * 9);
    u[2 * 4] = 1;
    const mask = new MaxConvolution(2, 2).mask(u);
    // w(d) = exp(-2 max(0, d / 2 - 1/2)^2): 1, 1, exp(-1/2), exp(-2), exp(-9/2); the soft maximum over nine cells of
    // which eight are 0 is w exp(20 w) / (exp(20 w) + 8).
    const soft = (w: number): number => (w * Math.exp(20 * w)) / (Math.exp(20 * w) + 8);
    for (const [d, w] of [
      [0, 1],
      [1, 1],
      [2, Math.exp(-0.5)],
    ]) {
      const cells = Math.min(9, 4 + d + 5) - Math.max(0, 4 + d - 4);
      const exact = (w * Math.exp(20 * w)) / (Math.exp(20 * w) + cells - 1);
      expect(mask[2 * (4 + d)]).toBeCloseTo(exact, 5);
      expect(exact).toBeGreaterThanOrEqual(soft(w));
    }
    expect(mask.filter((_, j) => j % 2 === 1).every((m) => m === 0)).toBe(true);
  });

  it('has the slope of finite differences', () => {
    const u = randomSequences(1, 7, 2, 4).values.map((v) => 1 / (1 + Math.exp(-v)));
    const weights = Float64Array.from(randomSequences(1, 7, 2, 6).values);
    const shape = new MaxConvolution(2, 1.2);
    const value = (at: Float32Array): number => shape.mask(at).reduce((sum, m, j) => sum + weights[j] * m, 0);
    const slope = shape.slope(u, weights);
    const h = 2 ** -9;
    u.forEach((_, i) => {
      const moved = (by: number): number => value(u.map((v, j) => (j === i ? v + by : v)));
      expect(slope[i]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 2);
    });
  });
});

describe('extremal perturbation', () => {
  const w = [0.5, -2, 1, 3, -1, 0.1, 2, 0.7, -0.3, 1.5];
  const model = linearModel([w, w.map((v) => -v)]);
  const x = { values: new Float32Array(10).fill(2), batch: 1, steps: 10, channels: 1 };
  const free = { sigma: 0, baseline: 1, areaGrowth: 300 };

  it('of a linear score covers the share a of largest w (x - b), to keep it or to lose it', async () => {
    for (const [variant, sides] of [
      ['preserve', 1],
      ['delete', 1],
      ['dual', 2],
    ] as const) {
      for (const [area, top] of [
        [0.2, [3, 6]],
        [0.4, [2, 3, 6, 9]],
      ] as const) {
        const options = { ...free, variant, areas: [area] };
        const { values, convergence } = await extremalPerturbation(model, x, 0, options);
        // Where the slopes of score and area, of weight 300 at the end, balance: m = r + sides w n / (2 x 300).
        values.forEach((v, t) => {
          const inside = top.some((step) => step === t) ? 1 : 0;
          const balance = Math.min(1, Math.max(0, inside + (sides * w[t] * 10) / 600));
          expect(Math.abs(v - balance), `${variant} ${area} ${t}`).toBeLessThan(0.01);
        });
        expect(convergence?.converged).toEqual([true]);
      }
    }
  });

  it('gives the mean of the masks of all areas, and the mean loss', async () => {
    const areas = [0.1, 0.4];
    const both = await extremalPerturbation(model, x, 0, { ...free, areas });
    const each = await Promise.all(
      areas.map((area) => extremalPerturbation(model, x, 0, { ...free, areas: [area] })),
    );
    both.values.forEach((v, t) => expect(v).toBeCloseTo((each[0].values[t] + each[1].values[t]) / 2, 6));
    const objectives = each.map(({ convergence }) => convergence?.objective[0] ?? NaN);
    expect(both.convergence?.objective[0]).toBeCloseTo((objectives[0] + objectives[1]) / 2, 6);
    expect(both.cost).toEqual({ forward: 403, backward: 403 });
  });

  it('moves a mask of ones by rate x (1 - momentum) x slope at first, with the published constants (by hand)', async () => {
    const frames: Float32Array[] = [];
    const published = { learningRate: 0.01, areaWeight: 300, areaGrowth: 16 };
    const onFrame = ({ values }: { values: Float32Array }): void => void frames.push(values);
    await extremalPerturbation(model, x, 0, {
      ...free,
      areas: [0.2],
      ...published,
      maxIterations: 1,
      onFrame,
    });
    expect([...frames[0]]).toEqual(Array.from({ length: 10 }, () => 1));
    // 0.01 x 0.1 x (2 x 300 x (1 - 0) / 10 - w), but of the two cells with the largest w, which are at 1.
    frames[1].forEach((m, t) => {
      expect(m).toBeCloseTo(t === 3 || t === 6 ? 1 : 1 - 0.001 * (60 - w[t]), 5);
    });
  });

  it('with bumps covers a stretch rather than a single step that counts for more', async () => {
    const lonely = linearModel([[0, 0, 2, 2.5, 2, 0, 0, 0, 0, 0, 3, 0], Array.from({ length: 12 }, () => 0)]);
    const flat = { values: new Float32Array(12).fill(1), batch: 1, steps: 12, channels: 1 };
    const covered = async (sigma: number): Promise<number[]> => {
      const { values } = await extremalPerturbation(lonely, flat, 0, { sigma, areas: [0.25] });
      return Array.from(values, (v, t) => (v > 0.5 ? t : -1)).filter((t) => t >= 0);
    };
    expect(await covered(0)).toContain(10);
    expect(await covered(1.5)).toEqual([2, 3, 4]);
  });

  it('does not depend on the other sequences, and refuses areas that are none', async () => {
    const network = tinyLstm(2);
    const two = randomSequences(2, 6, 2);
    const options = { maxIterations: 6, areas: [0.2, 0.5] };
    const all = await extremalPerturbation(network, two, [0, 1], options);
    const second = { ...two, values: two.values.subarray(12), batch: 1 };
    const alone = await extremalPerturbation(network, second, 1, { ...options, batchSize: 1 });
    expect([...alone.values]).toEqual([...all.values.subarray(12)]);
    await expect(extremalPerturbation(network, two, 0, { areas: [] })).rejects.toThrow(
      'extremal perturbation: got number of areas 0',
    );
    await expect(extremalPerturbation(network, two, 0, { areas: [1] })).rejects.toThrow('got area 1');
  });
});
