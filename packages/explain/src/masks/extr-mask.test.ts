import type { SequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { extrMask } from './extr-mask.ts';

/** A linear model that matches all of its scores, after the last step and, being one of one step, after every one. */
function matchable(model: ReturnType<typeof linearModel>) {
  const matchGradient = async (x: SequenceBatch, reference: ArrayLike<number>) => {
    const [first, second] = [await model.scoreGradient(x, [0]), await model.scoreGradient(x, [1])];
    const { scores } = first;
    const off = scores.map((score, k) => 2 * (score - reference[k]));
    const gradient = first.gradient.map((g, j) => off[0] * g + off[1] * second.gradient[j]);
    return { scores, gradient };
  };
  return { ...model, matchGradient };
}

const converge = { maxIterations: 600, tolerance: 1e-7, window: 100, learningRate: 0.02 };

describe('ExtrMask', () => {
  const steep = linearModel([
    [0, 2, 0],
    [0, 0, 0],
  ]);
  const three = { values: Float32Array.of(4, 1.5, -3), batch: 1, steps: 3, channels: 1 };

  it('that preserves a score of one input keeps m = 1 - lambda1 / (2 n c^2) of it (by hand)', async () => {
    // J = (c (1 - m))^2 + lambda1 m / n with c = w (x - b), the infill held at b by its weight.
    const options = { ...converge, baseline: 0.5, lambda2: 1e4 };
    const { values, convergence } = await extrMask(steep, three, 0, options);
    expect(values[0]).toBe(0);
    expect(values[1]).toBeCloseTo(1 - 1 / (2 * 3 * 4), 2);
    expect(values[2]).toBe(0);
    expect(convergence?.converged).toEqual([true]);
  });

  it('whose masks may go beyond their edges comes to the same, within its steps', async () => {
    const options = { ...converge, baseline: 0.5, lambda2: 1e4 };
    const stopped = await extrMask(steep, three, 0, options);
    const returned = await extrMask(steep, three, 0, { ...options, edges: 'return' });
    returned.values.forEach((m, i) => {
      expect(m).toBeGreaterThanOrEqual(0);
      expect(Math.abs(m - stopped.values[i])).toBeLessThan(2 * converge.learningRate);
    });
    await expect(extrMask(steep, three, 0, { edges: 'wrap' as never })).rejects.toThrow(
      'ExtrMask: got edges wrap',
    );
  });

  it('that deletes a score of one input replaces it, and as little of it as pays (by hand)', async () => {
    // J = (c + w e)^2 + lambda1 / n + lambda2 e^2 / n at m = 1, e = n - x: least at e = -c w / (w^2 + lambda2 / n).
    const options = { ...converge, baseline: 0.5, variant: 'delete' } as const;
    const { values, convergence } = await extrMask(steep, three, 0, options);
    expect([...values]).toEqual([0, 1, 0]);
    const e = -4 / (4 + 1 / 3);
    expect(convergence?.objective[0]).toBeCloseTo((2 + 2 * e) ** 2 + 1 / 3 + e ** 2 / 3, 3);
  });

  it('matches every score after the last step, and those after every step, by their mean', async () => {
    const both = matchable(steep);
    const one = { ...three, steps: 1, channels: 3 };
    const expected = (await extrMask(steep, one, 0, { ...converge, lambda1: 0.5 })).values;
    for (const matches of ['scores', 'every-step'] as const) {
      // The mean over two scores, of which one never changes, is half of the first's square.
      const { values } = await extrMask(both, one, 0, {
        ...converge,
        matches,
        lambda1: 0.25,
        lambda2: 0.5,
        tolerance: 1e-8,
      });
      values.forEach((m, i) => expect(m).toBeCloseTo(expected[i], 2));
    }
    await expect(extrMask(steep, three, 0, { matches: 'scores' })).rejects.toThrow(
      'extr-mask: the model cannot differentiate how far its scores are from given ones (it has no matchGradient)',
    );
  });

  it('with a network lowers the objective of all sequences together, the same for the same seed', async () => {
    const x = randomSequences(3, 5, 2);
    const network = linearModel([
      [...randomSequences(1, 5, 2, 8).values],
      Array.from({ length: 10 }, () => 0),
    ]);
    const options = { perturbation: 'network', maxIterations: 40, lambda1: 0.1, tolerance: 0 } as const;
    const sum = (numbers: readonly number[] = []): number => numbers.reduce((a, b) => a + b, 0);
    for (const variant of ['preserve', 'delete'] as const) {
      const short = await extrMask(network, x, 0, { ...options, variant, maxIterations: 1 });
      const long = await extrMask(network, x, 0, { ...options, variant });
      expect(sum(long.convergence?.objective)).toBeLessThan(0.8 * sum(short.convergence?.objective));
      expect(long.convergence?.iterations).toEqual([40, 40, 40]);
      const cut = await extrMask(network, x, 0, { ...options, variant, batchSize: 2 });
      expect([...cut.values]).toEqual([...long.values]);
      const other = await extrMask(network, x, 0, { ...options, variant, seed: 5 });
      expect([...other.values]).not.toEqual([...long.values]);
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
    expect(all.cost).toEqual({ forward: 16, backward: 14 });
    const second = { ...two, values: two.values.subarray(10), batch: 1 };
    expect([...(await extrMask(network, second, 1, options)).values]).toEqual([...all.values.subarray(10)]);
    const signal = AbortSignal.abort();
    await expect(extrMask(network, two, 0, { signal })).rejects.toMatchObject({ code: 'cancelled' });
    await expect(extrMask(network, two, 0, { lambda1: -1 })).rejects.toThrow('ExtrMask: got lambda1 -1');
  });
});
