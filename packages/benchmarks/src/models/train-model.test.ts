import { truthBenchmark } from '@saliogram/datasets';
import { memoryCheckpointStore } from '@saliogram/training';
import { describe, expect, it } from 'vitest';
import { RECIPES } from '../recipes.ts';
import type { Training } from '../recipes.ts';
import { trainModel, untrainedModel } from './train-model.ts';

const benchmark = truthBenchmark('switch-feature', { train: 25, test: 2 });
const published = RECIPES.find(({ of }) => of.includes('state-every-step'))?.training;
if (!published) throw new Error('internal: no recipe of state');
const small: Training = {
  ...published,
  architecture: { kind: 'gru', hidden: [6], dense: [{ units: 6, batchNorm: true }] },
  epochs: 3,
};

async function trained(training: Training, options = {}): Promise<Float32Array> {
  const model = await trainModel(benchmark, training, 0, { seed: 1, ...options });
  const parameters = model.engine.getParameters();
  await model.close();
  return parameters;
}

describe('training of black boxes', () => {
  it('goes on from a checkpoint to the same bits, and is read from the cache afterwards', async () => {
    const whole = await trained(small);
    const cache = memoryCheckpointStore();
    const controller = new AbortController();
    const stopping = {
      cache,
      signal: controller.signal,
      onEvent: ({ done }: { done: number }) => done === 2 && controller.abort(),
    };
    await expect(trained(small, stopping)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await trained(small, { cache })).toEqual(whole);
    let events = 0;
    expect(await trained(small, { cache, onEvent: () => events++ })).toEqual(whole);
    expect(events).toBe(0);
    expect(await cache.list()).toHaveLength(1);
  });

  it('leaves the linear part of a plain head the identity and moves everything else', async () => {
    const model = await untrainedModel(benchmark, small, 0, { seed: 1 });
    const before = model.engine.getParameters();
    const after = await trained(small);
    for (const { name, shape, offset, length } of model.engine.parameters) {
      const isSame = after.subarray(offset, offset + length).every((p, i) => p === before[offset + i]);
      expect([name, isSame]).toEqual([name, name === 'dense.0.weight' || name === 'dense.0.bias']);
      if (name !== 'dense.0.weight') continue;
      const identity = Float32Array.from({ length }, (_, i) => (i % (shape[1] + 1) === 0 ? 1 : 0));
      expect(after.subarray(offset, offset + length)).toEqual(identity);
    }
    await model.close();
  });

  it.each([
    ['last', 5],
    ['log-spaced', 25],
    ['mixed', 10],
  ] as const)('makes an update for every end of a batch: %s', async (ends, updates) => {
    const model = await trainModel(benchmark, { ...small, ends, epochs: 1, batchSize: 4 }, 1, { seed: 1 });
    // 20 of 25 sequences in batches of 4.
    expect(model.engine.getOptimizerState().step).toBe(updates);
    await model.close();
  });
});
