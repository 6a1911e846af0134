import { isSaliogramError, sequenceBatch } from '@saliogram/core';
import { decodeModel, readSafetensors, writeSafetensors } from '@saliogram/nn';
import { describe, expect, it } from 'vitest';
import { raggedToyData, toyData, toyModel, toySplit } from '../testing/toy-problem.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import { memoryCheckpointStore } from './checkpoint-store.ts';
import type { TrainingConfig } from './config.ts';
import { evaluateClassifier } from './evaluation/evaluation.ts';
import { restorePoint } from './selection.ts';
import type { TrainingIo } from './train.ts';
import { train } from './train.ts';
import type { TrainingRecord } from './training-record.ts';
import type { TrainingEvent } from './training-events.ts';

const data = toyData();
const split = toySplit();
// 40 training sequences in batches of 8: five steps an epoch.
const short: Partial<TrainingConfig> = {
  epochs: 3,
  batchSize: 8,
  learningRate: 0.01,
  checkpointEverySteps: 2,
};
type Backend = Parameters<typeof toyModel>[0];

async function run(
  backend: Backend,
  config: Partial<TrainingConfig>,
  io: Partial<TrainingIo> = {},
): Promise<{ weights: Float32Array; record: TrainingRecord }> {
  const model = await toyModel(backend);
  const record = await train(model, data, split, config, { checkpoints: memoryCheckpointStore(), ...io });
  return { weights: model.engine.getParameters(), record };
}

/** Runs until `steps` steps are done, then cancels, as a user's Ctrl-C would. */
async function runUntil(
  steps: number,
  backend: Backend,
  config: Partial<TrainingConfig>,
  checkpoints: CheckpointStore,
): Promise<void> {
  const stop = new AbortController();
  const onEvent = (event: TrainingEvent): void => {
    if (event.type === 'step' && event.step === steps) stop.abort();
  };
  await expect(
    run(backend, { ...config, logEverySteps: 1 }, { checkpoints, signal: stop.signal, onEvent }),
  ).rejects.toMatchObject({ code: 'cancelled' });
}

/** What is left of a store when the process dies after so many saves: the rest never happened. */
function dyingStore(store: CheckpointStore, saves: number): CheckpointStore {
  let left = saves;
  return {
    ...store,
    async save(name, bytes) {
      if (left-- === 0) throw new Error('killed');
      await store.save(name, bytes);
    },
  };
}

/** History without what may differ between sessions. */
const withoutTime = ({ record }: { record: TrainingRecord }): unknown => ({
  ...record,
  seconds: 0,
  sessions: 0,
});

describe('train', () => {
  it('overfits a toy problem', async () => {
    const model = await toyModel('reference');
    const everything = { train: split.train, validation: split.train };
    const config = { epochs: 60, batchSize: 8, learningRate: 0.02, dropout: 0 };
    const { history } = await train(model, data, everything, config, {
      checkpoints: memoryCheckpointStore(),
    });
    expect(history.at(-1)?.crossEntropy).toBeLessThan(0.01);
    expect(history.at(-1)?.accuracy).toBe(1);
  });

  it.each([
    { kind: 'gru' },
    { kind: 'rnn', bidirectional: true, hidden: [8] },
    { kind: 'lstm', hidden: [8], dense: [{ units: 6 }] },
    { kind: 'gru', hidden: [8], dense: [{ units: 6, batchNorm: true }] },
  ] as const)('learns sequences of several lengths with %j', async (architecture) => {
    const model = await toyModel('reference', 5, architecture);
    const config = { epochs: 30, batchSize: 8, learningRate: 0.02, dropout: 0 };
    const checkpoints = memoryCheckpointStore();
    const { best } = await train(model, raggedToyData(), split, config, { checkpoints });
    expect(best.accuracy).toBe(1);
    expect(best.crossEntropy).toBeLessThan(0.1);
  });

  it('tells what it does in events that add up', async () => {
    const events: TrainingEvent[] = [];
    const { record } = await run(
      'reference',
      { ...short, logEverySteps: 2, validateEverySteps: 4 },
      {
        onEvent: (event) => events.push(event),
      },
    );
    // By hand: 15 steps; validations at 4, 8, 12 and the ends of epochs 5, 10, 15.
    expect(record.history.map((point) => point.step)).toEqual([4, 5, 8, 10, 12, 15]);
    const steps = events.filter((event) => event.type === 'step');
    expect(steps.map((event) => event.step)).toEqual([2, 4, 5, 6, 8, 10, 12, 14, 15]);
    expect(steps.map((event) => event.epoch)).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
    expect(steps.at(-1)).toMatchObject({ steps: 15, epochs: 3, timeLeftS: 0 });
    for (const { loss, sequencesPerSecond } of steps) expect(loss > 0 && sequencesPerSecond > 0).toBe(true);
  });

  it.each(['reference', 'wasm'] as const)(
    '%s: a resumed run has the bits of an unbroken one',
    async (backend) => {
      const unbroken = await run(backend, short);
      for (const steps of [1, 5, 8]) {
        const checkpoints = memoryCheckpointStore();
        await runUntil(steps, backend, short, checkpoints);
        const resumed = await run(backend, short, { checkpoints });
        expect(resumed.weights, `stopped after step ${steps}`).toEqual(unbroken.weights);
        expect(withoutTime(resumed)).toEqual(withoutTime(unbroken));
        expect(resumed.record.sessions).toBe(2);
      }
    },
  );

  it('survives a kill at any save', async () => {
    const unbroken = await run('reference', short);
    for (let saves = 0; saves < 9; saves++) {
      const checkpoints = memoryCheckpointStore();
      await expect(run('reference', short, { checkpoints: dyingStore(checkpoints, saves) })).rejects.toThrow(
        'killed',
      );
      expect((await run('reference', short, { checkpoints })).weights, `${saves} saves`).toEqual(
        unbroken.weights,
      );
    }
  });

  it('passes over a cut checkpoint and a changed one to the one before', async () => {
    const unbroken = await run('reference', short);
    for (const damage of [
      (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 5),
      (bytes: Uint8Array) => bytes.map((byte, i) => (i === bytes.length - 100 ? byte ^ 1 : byte)),
    ]) {
      const checkpoints = memoryCheckpointStore();
      await runUntil(7, 'reference', short, checkpoints);
      const files = (await checkpoints.list()).filter((name) => name.startsWith('resume-')).sort();
      expect(files).toEqual(['resume-00000006.safetensors', 'resume-00000007.safetensors']);
      await checkpoints.save(files[1], damage((await checkpoints.load(files[1]))!));
      const events: TrainingEvent[] = [];
      const resumed = await run('reference', short, { checkpoints, onEvent: (event) => events.push(event) });
      expect(events[0]).toMatchObject({ type: 'checkpoint-skipped', file: files[1] });
      expect(events[1]).toMatchObject({ type: 'resumed', file: files[0], step: 6 });
      expect(resumed.weights).toEqual(unbroken.weights);
    }
  });

  it('stops at a step that is not finite, says which and why, and keeps the last good checkpoint', async () => {
    const checkpoints = memoryCheckpointStore();
    const error: unknown = await run(
      'reference',
      { ...short, learningRate: 1e38, checkpointEverySteps: 1 },
      { checkpoints },
    ).catch((caught: unknown) => caught);
    expect(isSaliogramError(error, 'diverged')).toBe(true);
    expect((error as Error).message).toMatch(
      /^training: .+ is (NaN|not finite|-?Infinity) at step \d+ \(epoch 1, learning rate 1e\+38.*\), expected finite numbers; start anew with a lower learningRate or clipNorm$/,
    );
    for (const name of await checkpoints.list()) {
      expect(name).not.toMatch(/weights/);
    }
  });

  it('refuses to continue another run, names the difference, and starts anew when told', async () => {
    const checkpoints = memoryCheckpointStore();
    await run('reference', short, { checkpoints });
    await expect(run('reference', { ...short, dropout: 0.5 }, { checkpoints })).rejects.toMatchObject({
      code: 'config-invalid',
      message:
        'resume-00000015.safetensors: the stored run has dropout 0.2, this one 0.5; continue with the same settings, or start anew, or use another folder',
    });
    const anew = await run('reference', { ...short, dropout: 0.5 }, { checkpoints, anew: true });
    expect(anew.weights).toEqual((await run('reference', { ...short, dropout: 0.5 })).weights);
    expect(anew.record.sessions).toBe(1);
  });

  it('trains a finished run on to more epochs', async () => {
    const checkpoints = memoryCheckpointStore();
    await run('reference', { ...short, epochs: 1 }, { checkpoints });
    expect((await run('reference', short, { checkpoints })).weights).toEqual(
      (await run('reference', short)).weights,
    );
  });

  it('chooses afterwards the weights of the lowest validation cross-entropy', async () => {
    const checkpoints = memoryCheckpointStore();
    const model = await toyModel('reference');
    // A rate so high that the last epoch is not the best.
    const config = { ...short, epochs: 8, learningRate: 0.3 };
    const { best, history } = await train(model, data, split, config, { checkpoints });
    expect(best.crossEntropy).toBe(Math.min(...history.map((point) => point.crossEntropy)));
    await restorePoint(model, best, checkpoints);
    const { crossEntropy, accuracy } = await evaluateClassifier(model, data, split.validation);
    expect([crossEntropy, accuracy]).toEqual([best.crossEntropy, best.accuracy]);
    const file = await decodeModel((await checkpoints.load(best.file))!, { backend: 'reference' });
    expect(file.engine.getParameters()).toEqual(model.engine.getParameters());
    await expect(restorePoint(model, { ...best, file: 'gone' }, checkpoints)).rejects.toMatchObject({
      code: 'file-missing',
    });
  });

  it('validates and keeps the average of the weights when asked to', async () => {
    // Weights after each step, seen through checkpoints at every step.
    const config = { ...short, epochs: 1, checkpointEverySteps: 1 };
    const seen: Float64Array[] = [];
    for (let steps = 1; steps <= 5; steps++) {
      const checkpoints = memoryCheckpointStore();
      if (steps < 5) await runUntil(steps, 'reference', config, checkpoints);
      else await run('reference', config, { checkpoints });
      const file = (await checkpoints.list())
        .filter((name) => name.startsWith('resume-'))
        .sort()
        .at(-1)!;
      const { tensors } = readSafetensors((await checkpoints.load(file))!, file);
      seen.push(Float64Array.from(tensors.get('parameters')!.values));
    }
    // By hand: decay 0.6 averages plainly over two steps (1/2 < 0.6 < 2/3), then keeps 0.6 of the average.
    const expected = seen[0].map((w, i) => {
      const two = (w + seen[1][i]) / 2;
      return [2, 3, 4].reduce((average, step) => 0.6 * average + 0.4 * seen[step][i], two);
    });
    const checkpoints = memoryCheckpointStore();
    const model = await toyModel('reference');
    const { best } = await train(model, data, split, { ...config, averageDecay: 0.6 }, { checkpoints });
    const found = model.engine.getParameters();
    for (const [i, value] of found.entries()) expect(Math.abs(value - expected[i])).toBeLessThan(1e-6);
    expect((await evaluateClassifier(model, data, split.validation)).crossEntropy).toBe(best.crossEntropy);
    const file = await decodeModel((await checkpoints.load(best.file))!, { backend: 'reference' });
    expect(file.engine.getParameters()).toEqual(found);
  });

  it('resumes a run that keeps an average to the same bits', async () => {
    const config = { ...short, averageDecay: 0.9, validateEverySteps: 2 };
    const unbroken = await run('reference', config);
    expect(unbroken.weights).not.toEqual((await run('reference', short)).weights);
    for (const steps of [1, 6, 8]) {
      const checkpoints = memoryCheckpointStore();
      await runUntil(steps, 'reference', config, checkpoints);
      const resumed = await run('reference', config, { checkpoints });
      expect(resumed.weights, `stopped after step ${steps}`).toEqual(unbroken.weights);
      expect(withoutTime(resumed)).toEqual(withoutTime(unbroken));
    }
    const checkpoints = memoryCheckpointStore();
    await run('reference', short, { checkpoints });
    await expect(run('reference', config, { checkpoints })).rejects.toThrow(
      'the stored run has averageDecay 0, this one 0.9',
    );
  });

  it('learns on coarse steps first, and resumes that to the same bits', async () => {
    const config = { ...short, epochs: 4, timeScales: [5, 2], averageDecay: 0.5 };
    const unbroken = await run('reference', config);
    expect(unbroken.record.history.map(({ timeScale }) => timeScale)).toEqual([5, 2, undefined, undefined]);
    expect(unbroken.record.best.timeScale).toBeUndefined();
    // Within each epoch and on both sides of the change from 5 to 2 and from 2 to 1.
    for (const steps of [3, 5, 6, 10, 11]) {
      const checkpoints = memoryCheckpointStore();
      await runUntil(steps, 'reference', config, checkpoints);
      const resumed = await run('reference', config, { checkpoints });
      expect(resumed.weights, `stopped after step ${steps}`).toEqual(unbroken.weights);
      expect(withoutTime(resumed)).toEqual(withoutTime(unbroken));
    }
  });

  it('gains from coarse epochs where the decision waits for long', async () => {
    const config = { ...short, epochs: 12, learningRate: 0.02, dropout: 0 };
    const plain = await run('reference', { ...config, epochs: 4 });
    const coarse = await run('reference', { ...config, timeScales: [5, 5, 5, 5, 2, 2, 2, 2] });
    expect(coarse.record.best.crossEntropy).toBeLessThan(plain.record.best.crossEntropy);
  });

  it('goes on with a run stored before there were other networks', async () => {
    const checkpoints = memoryCheckpointStore();
    await runUntil(7, 'reference', short, checkpoints);
    for (const file of (await checkpoints.list()).filter((name) => name.startsWith('resume-'))) {
      const { tensors, metadata } = readSafetensors((await checkpoints.load(file))!, file);
      const header = JSON.parse(metadata['saliogram.checkpoint']) as { identity: Record<string, unknown> };
      for (const field of ['cell', 'directions', 'dense', 'averageDecay', 'timeScales'])
        delete header.identity[field];
      const before = { 'saliogram.checkpoint': JSON.stringify(header) };
      await checkpoints.save(file, writeSafetensors(tensors, before));
    }
    const resumed = await run('reference', short, { checkpoints });
    expect(resumed.weights).toEqual((await run('reference', short)).weights);
  });

  it('does not continue the run of another network', async () => {
    const checkpoints = memoryCheckpointStore();
    await run('reference', { ...short, epochs: 1 }, { checkpoints });
    const gru = await toyModel('reference', 5, { kind: 'gru' });
    await expect(train(gru, data, split, short, { checkpoints })).rejects.toThrow(
      'the stored run has cell lstm, this one gru',
    );
  });

  it('refuses data that does not fit the model or is not numbers', async () => {
    const model = await toyModel('reference');
    const io = { checkpoints: memoryCheckpointStore() };
    const twoChannels = { ...data, sequences: sequenceBatch(data.sequences.values, 60, 5, 2) };
    await expect(train(model, twoChannels, split, short, io)).rejects.toMatchObject({
      code: 'model-mismatch',
    });
    const values = data.sequences.values.slice();
    values[123] = NaN;
    const broken = { ...data, sequences: { ...data.sequences, values } };
    await expect(train(model, broken, split, short, io)).rejects.toThrow('sequence 12 holds NaN');
    await expect(train(model, { ...data, labels: [0, 1] }, split, short, io)).rejects.toThrow('got 2 labels');
    const ragged = raggedToyData();
    const withLengths = (lengths: number[]) => ({ ...ragged, sequences: { ...ragged.sequences, lengths } });
    await expect(train(model, withLengths([3]), split, short, io)).rejects.toThrow('got 1 lengths');
    const tooLong = Array.from({ length: 60 }, (_, i) => (i === 7 ? 11 : 5));
    await expect(train(model, withLengths(tooLong), split, short, io)).rejects.toThrow(
      'length of sequence 7 is 11, expected a whole number from 1 to 10',
    );
    const beyond = Array.from({ length: 60 }, (_, i) => (i === 1 ? 10 : 5));
    await expect(train(model, withLengths(beyond), split, short, io)).rejects.toThrow('sequence 1 holds NaN');
    await expect(train(model, data, { ...split, validation: [] }, short, io)).rejects.toThrow(
      'no validation sequences',
    );
    await expect(train(model, data, split, { ...short, batchSize: 0 }, io)).rejects.toMatchObject({
      code: 'config-invalid',
      message: 'training: "batchSize" is 0, expected a whole number >= 1',
    });
  });
});
