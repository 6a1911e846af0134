import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { extrMask } from './extr-mask.ts';

const converge = { maxIterations: 600, tolerance: 1e-7, window: 100, learningRate: 0.02 };

describe('ExtrMask', () => {
  it('of a score of one input keeps m = 1 - lambda1 / (2 n c^2) of it, on either side (by hand)', async () => {
    // J = (c (1 - m))^2 + lambda1 m / n with c = w (x - b), the infill held at b by its weight.
    const model = linearModel([
      [0, 2, 0],
      [0, 0, 0],
    ]);
    const x = { values: Float32Array.of(4, 1.5, -3), batch: 1, steps: 3, channels: 1 };
    for (const variant of ['preserve', 'delete'] as const) {
      const options = { ...converge, variant, baseline: 0.5, lambda2: 1e4 };
      const { values, convergence } = await extrMask(model, x, 0, options);
      expect(values[0]).toBe(0);
      expect(values[1]).toBeCloseTo(1 - 1 / (2 * 3 * 4), 2);
      expect(values[2]).toBe(0);
      expect(convergence?.converged).toEqual([true]);
    }
  });

  it('without a weight on the infill lets it carry the class, and the mask shows nothing', async () => {
    const model = linearModel([
      [1, 1, 1],
      [0, 0, 0],
    ]);
    const x = { values: Float32Array.of(1, 2, 1), batch: 1, steps: 3, channels: 1 };
    const held = await extrMask(model, x, 0, { ...converge, lambda2: 1e4 });
    const loose = await extrMask(model, x, 0, { ...converge, lambda2: 0 });
    expect(Math.max(...loose.values)).toBeLessThan(0.05);
    expect(loose.convergence?.objective[0]).toBeLessThan(0.02);
    expect(Math.max(...held.values)).toBeGreaterThan(0.8);
  });

  it('is the same alone as in a batch, counts its passes and can be stopped', async () => {
    const network = tinyLstm(2);
    const two = randomSequences(2, 5, 2);
    const options = { maxIterations: 6 };
    const all = await extrMask(network, two, [0, 1], options);
    expect(all.cost).toEqual({ forward: 16, backward: 16 });
    const second = { ...two, values: two.values.subarray(10), batch: 1 };
    expect([...(await extrMask(network, second, 1, options)).values]).toEqual([...all.values.subarray(10)]);
    const signal = AbortSignal.abort();
    await expect(extrMask(network, two, 0, { signal })).rejects.toMatchObject({ code: 'cancelled' });
    await expect(extrMask(network, two, 0, { lambda1: -1 })).rejects.toThrow('ExtrMask: got lambda1 -1');
  });
});
