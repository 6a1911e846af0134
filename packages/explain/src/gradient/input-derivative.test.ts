import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences } from '../../testing/tiny-lstm.ts';
import { heatOf } from '../attribution/heat.ts';
import { inputDerivative } from './input-derivative.ts';

const weights = [
  [1, -2, 3, 0.5, 0, -4],
  [0, 1, -1, 2, -2, 8],
];

describe('input derivative', () => {
  it('of a linear score is its weights, whatever the input', async () => {
    const model = linearModel(weights);
    const x = randomSequences(2, 2, 3);
    const result = await inputDerivative(model, x, [0, 1], { batchSize: 1 });
    expect([...result.values]).toEqual([...weights[0].map(Math.abs), ...weights[1].map(Math.abs)]);
    expect(result.cost).toEqual({ forward: 2, backward: 2 });
    const signed = await inputDerivative(model, x, [0, 1], { signed: true });
    expect([...signed.values]).toEqual(weights.flat());
    expect([...heatOf(signed)].slice(6)).toEqual([0, 0.125, 0.125, 0.25, 0.25, 1]);
  });

  it('of a probability is p (1 - p) (w_c - w_other) for two classes', async () => {
    const model = linearModel([
      [1, 2],
      [0, -1],
    ]);
    const x = { values: Float32Array.of(0.5, 0.25), batch: 1, steps: 2, channels: 1 };
    // s = [1, -0.25], so p = 1 / (1 + exp(-1.25)) and p (1 - p) = 0.17289...
    const p = 1 / (1 + Math.exp(-1.25));
    const { values } = await inputDerivative(model, x, 0, { objective: 'probability' });
    expect(values[0]).toBeCloseTo(p * (1 - p) * 1, 6);
    expect(values[1]).toBeCloseTo(p * (1 - p) * 3, 6);
  });

  it('stops when cancelled', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const run = inputDerivative(linearModel(weights), randomSequences(10, 2, 3), 0, {
      batchSize: 1,
      signal: controller.signal,
      onEvent: ({ done }) => {
        seen.push(done);
        if (done === 3) controller.abort();
      },
    });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen).toEqual([1, 2, 3]);
  });
});
