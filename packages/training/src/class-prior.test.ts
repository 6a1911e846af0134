import { createRandom, mean, sequenceBatch, softmax } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { toyData, toyModel, toySplit } from '../testing/toy-problem.ts';
import { memoryCheckpointStore } from './checkpoint-store.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import { priorCorrection } from './class-prior.ts';
import type { TrainingConfig } from './config.ts';
import { train } from './train.ts';
import type { LabelledData } from './training-data.ts';

describe('the prior of the classes', () => {
  it('is put right by the logarithm of how much too often each was drawn', () => {
    // By hand: 8, 2 and no sequences; all alike drawn, the first is 4 times too rare against the second.
    const labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1];
    expect([...priorCorrection(labels, 3, 1)]).toEqual([0, Math.log(1 / 4), 0]);
    expect(priorCorrection(labels, 3, 0.5)[1]).toBeCloseTo(Math.log(1 / 4) / 2, 12);
    expect(priorCorrection(labels, 3, 0).every((shift) => Math.abs(shift) === 0)).toBe(true);
  });

  it('is what a model that can tell nothing answers with after balanced draws', async () => {
    const count = 300;
    const random = createRandom(2);
    const values = Float32Array.from({ length: count * 4 }, () => random.normal());
    const labels = Uint8Array.from({ length: count }, (_, i) => (i % 10 === 0 ? 1 : i % 5 === 1 ? 2 : 0));
    const data: LabelledData = { ...toyData(), sequences: sequenceBatch(values, count, 4), labels };
    const all = Uint32Array.from({ length: count }, (_, i) => i);
    const model = await toyModel('reference', 5, { hidden: [2] });
    await train(
      model,
      data,
      { train: all, validation: all },
      { epochs: 12, batchSize: 20, learningRate: 0.01, classBalance: 1 },
      { checkpoints: memoryCheckpointStore() },
    );
    const probabilities = softmax(await model.scores(data.sequences), 3);
    const share = (k: number): number => mean(probabilities.filter((_, i) => i % 3 === k));
    // 70, 10 and 20 % of the sequences; learnt from noise and a random third of each.
    expect(Math.abs(share(0) - 0.7)).toBeLessThan(0.1);
    expect(Math.abs(share(1) - 0.1)).toBeLessThan(0.05);
    expect(Math.abs(share(2) - 0.2)).toBeLessThan(0.07);
  });
});

describe('a run with balanced draws and varied batches', () => {
  const config: Partial<TrainingConfig> = {
    epochs: 2,
    batchSize: 8,
    learningRate: 0.01,
    checkpointEverySteps: 2,
    logEverySteps: 1,
    classBalance: 0.7,
    groupBalance: 0.5,
    augment: true,
    timeScales: [2],
  };
  const data: LabelledData = {
    ...toyData(),
    groups: Uint8Array.from({ length: 60 }, (_, i) => i % 7),
    augment: ({ values, ...shape }, random) => ({
      ...shape,
      values: values.map((value) => value + 0.1 * random.normal()),
    }),
  };
  const runWith = async (checkpoints: CheckpointStore, stopAt?: number) => {
    const stop = new AbortController();
    const model = await toyModel('reference');
    await train(model, data, toySplit(), config, {
      checkpoints,
      signal: stop.signal,
      onEvent: (event) => void (event.type === 'step' && event.step === stopAt && stop.abort()),
    });
    return model.engine.getParameters();
  };

  it('goes on to the same bits after it was cancelled', async () => {
    const whole = await runWith(memoryCheckpointStore());
    const checkpoints = memoryCheckpointStore();
    await expect(runWith(checkpoints, 7)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await runWith(checkpoints)).toEqual(whole);
    // A finished run that is opened again leaves the same weights: the prior is put right once.
    expect(await runWith(checkpoints)).toEqual(whole);
  });

  it('varies each batch, and leaves the data as they are', async () => {
    const before = data.sequences.values.slice();
    const varied = await runWith(memoryCheckpointStore());
    expect(data.sequences.values).toEqual(before);
    const model = await toyModel('reference');
    const plain = { ...config, augment: false };
    await train(model, data, toySplit(), plain, { checkpoints: memoryCheckpointStore() });
    expect(model.engine.getParameters()).not.toEqual(varied);
  });

  it('is refused for data that does not say how it may vary', async () => {
    const model = await toyModel('reference');
    await expect(
      train(model, toyData(), toySplit(), config, { checkpoints: memoryCheckpointStore() }),
    ).rejects.toMatchObject({ code: 'config-invalid', details: { field: 'augment' } });
  });
});
