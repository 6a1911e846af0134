import { createRandom, gatherBatch, sha256Hex, throwIfAborted } from '@saliogram/core';
import type { CallOptions, OnEvent, SequenceBatch } from '@saliogram/core';
import type { TruthBenchmark, TruthSequences } from '@saliogram/datasets';
import { createModel, readSafetensors, writeSafetensors } from '@saliogram/nn';
import type { Initialisation, ModelMetadata, RecurrentModel, Tensor } from '@saliogram/nn';
import type { CheckpointStore } from '@saliogram/training';
import type { Training } from '../recipes.ts';

/** Where trained models are kept, and how training is watched. */
export interface ModelOptions extends CallOptions {
  readonly seed: number;
  readonly cache?: CheckpointStore;
  readonly onEvent?: OnEvent;
  /** Threads of the engine; default 1. */
  readonly threads?: number;
}

const LOG_SPACED_ENDS = 5;
const MIXED_UPDATES = 2;
const AS_PYTORCH: Initialisation = { recurrent: 'uniform', gateBias: 'uniform', dense: 'uniform' };

/** The black box before any training: the same start that {@link trainModel} takes. */
export async function untrainedModel(
  benchmark: TruthBenchmark,
  training: Training,
  fold: number,
  { seed, threads = 1 }: ModelOptions,
): Promise<RecurrentModel> {
  const model = await createModel(metadataOf(benchmark, training), {
    seed: seed * 1000 + fold,
    initialisation: training.initialisation ?? AS_PYTORCH,
    threads,
  });
  if (training.plainHead) setIdentity(model);
  return model;
}

/**
 * The black box of a fold, trained as its recipe says, or taken from the cache. A checkpoint of every epoch is kept, so
 * that an interrupted training goes on from there with the same result.
 *
 * @throws `cancelled`
 */
export async function trainModel(
  benchmark: TruthBenchmark,
  training: Training,
  fold: number,
  options: ModelOptions,
): Promise<RecurrentModel> {
  const { seed, cache, signal, onEvent } = options;
  const { train } = benchmark;
  if (!train) throw new Error(`internal: benchmark ${benchmark.name} has nothing to learn from`);
  const model = await untrainedModel(benchmark, training, fold, options);
  const file = await fileName(benchmark, train, training, fold, seed);
  let epoch = restore(model, await cache?.load(file));
  const members = foldMembers(train.x.batch, training.folds, fold, seed);
  const stage = `training of ${benchmark.name}, fold ${fold + 1}`;
  try {
    for (; epoch < training.epochs; epoch++) {
      throwIfAborted(signal, stage);
      await runEpoch(model, train, benchmark.labelling, members, training, { seed, fold, epoch, signal });
      await cache?.save(file, checkpointOf(model, epoch + 1));
      onEvent?.({ type: 'progress', stage, done: epoch + 1, total: training.epochs });
    }
  } catch (error) {
    await model.close();
    throw error;
  }
  return model;
}

/** The training sequences from which a fold learns: all but its part, the parts drawn by the seed. */
export function foldMembers(count: number, folds: number, fold: number, seed: number): Uint32Array {
  const order = createRandom(seed).shuffle(Uint32Array.from({ length: count }, (_, i) => i));
  return folds === 1 ? order : order.filter((_, i) => Math.floor((i * folds) / count) !== fold);
}

async function runEpoch(
  model: RecurrentModel,
  train: TruthSequences,
  labelling: TruthBenchmark['labelling'],
  members: Uint32Array,
  training: Training,
  at: { seed: number; fold: number; epoch: number; signal: AbortSignal | undefined },
): Promise<void> {
  const random = createRandom((at.seed * 100 + at.fold) * 10000 + at.epoch + 1);
  const order = random.shuffle(members.slice());
  const { learningRate, weightDecay, dropout, headDropout, batchSize, clipNorm } = training;
  const frozen = training.plainHead ? ['dense.0.weight', 'dense.0.bias'] : [];
  const steps = train.x.steps;
  for (let from = 0; from < order.length; from += batchSize) {
    const chosen = order.subarray(from, from + batchSize);
    // A batch normalised over one sequence is all zeros.
    if (chosen.length === 1) continue;
    const whole = gatherBatch(train.x, chosen);
    for (const { x, ends } of cutsOf(training.ends, whole, () => random.integer(steps))) {
      const labels = Array.from(chosen, (b, i) =>
        labelling === 'step' ? train.labels[b * steps + ends[i]] : train.labels[b],
      );
      await model.engine.trainStep(x, labels, {
        learningRate,
        weightDecay,
        dropout,
        headDropout,
        frozen,
        ...(clipNorm !== undefined && { clipNorm }),
        seed: at.seed * 100 + at.fold,
        ...(at.signal && { signal: at.signal }),
      });
    }
  }
}

/** A batch as an update sees it, and the last step of each sequence, from 0. */
interface Cut {
  readonly x: SequenceBatch;
  readonly ends: ArrayLike<number>;
}

function cutsOf(ends: Training['ends'], whole: SequenceBatch, draw: () => number): Cut[] {
  const { batch, steps } = whole;
  if (ends === 'mixed') {
    return Array.from({ length: MIXED_UPDATES }, () => {
      const own = Array.from({ length: batch }, draw);
      return { x: { ...whole, lengths: own.map((end) => end + 1) }, ends: own };
    });
  }
  return endsOf(ends, steps, draw).map((end) => ({
    x: prefixOf(whole, end + 1),
    ends: new Uint32Array(batch).fill(end),
  }));
}

/** The last steps that a batch is cut after, from 0. */
function endsOf(ends: Exclude<Training['ends'], 'mixed'>, steps: number, draw: () => number): number[] {
  if (ends === 'last') return [steps - 1];
  if (ends === 'random') return [draw()];
  const growth = Math.log10(steps - 1) - 1;
  return Array.from({ length: LOG_SPACED_ENDS }, (_, i) =>
    Math.floor(10 ** (1 + (growth * i) / (LOG_SPACED_ENDS - 1))),
  );
}

/** The first `steps` steps of every sequence. */
export function prefixOf(x: SequenceBatch, steps: number): SequenceBatch {
  if (steps === x.steps) return x;
  const { batch, channels } = x;
  const values = new Float32Array(batch * steps * channels);
  for (let b = 0; b < batch; b++) {
    const from = b * x.steps * channels;
    values.set(x.values.subarray(from, from + steps * channels), b * steps * channels);
  }
  return { values, batch, steps, channels };
}

function setIdentity(model: RecurrentModel): void {
  const parameters = model.engine.getParameters();
  for (const { name, shape, offset, length } of model.engine.parameters) {
    if (name === 'dense.0.bias') parameters.fill(0, offset, offset + length);
    if (name !== 'dense.0.weight') continue;
    parameters.fill(0, offset, offset + length);
    for (let u = 0; u < shape[0]; u++) parameters[offset + u * shape[1] + u] = 1;
  }
  model.engine.setParameters(parameters);
}

function metadataOf({ name, classes, test }: TruthBenchmark, { architecture }: Training): ModelMetadata {
  return {
    architecture: { ...architecture, inputs: test.x.channels, outputs: classes.length },
    classes,
    preprocessing: { benchmark: name },
    units: 'as generated',
    zero: 'as generated',
    codeVersion: '0.1.0',
    created: '2026-11-23T00:00:00Z',
  };
}

/** Two truths of the same data share their models. */
async function fileName(
  { name, labelling }: TruthBenchmark,
  { x, labels }: TruthSequences,
  training: Training,
  fold: number,
  seed: number,
): Promise<string> {
  const family = name.replace(/^state-.*/, 'state');
  const facts = JSON.stringify({ training, seed, labelling, steps: x.steps, channels: x.channels });
  const data = [facts, x.values.slice(), labels].map((part) =>
    typeof part === 'string' ? new TextEncoder().encode(part) : new Uint8Array(part.buffer),
  );
  const bytes = new Uint8Array(data.reduce((sum, part) => sum + part.length, 0));
  data.reduce((at, part) => (bytes.set(part, at), at + part.length), 0);
  return `${family}-${fold}-${(await sha256Hex(bytes)).slice(0, 12)}.safetensors`;
}

function checkpointOf(model: RecurrentModel, epoch: number): Uint8Array {
  const { step, m, v } = model.engine.getOptimizerState();
  const tensors = new Map<string, Tensor>();
  const parts = { parameters: model.engine.getParameters(), m, v };
  for (const [name, values] of Object.entries(parts)) tensors.set(name, { shape: [values.length], values });
  return writeSafetensors(tensors, { epoch: String(epoch), step: String(step) });
}

/** Puts the model where a checkpoint left it; the epochs done. */
function restore(model: RecurrentModel, bytes: Uint8Array | undefined): number {
  if (!bytes) return 0;
  const { tensors, metadata } = readSafetensors(bytes, 'checkpoint');
  const values = (name: string): ArrayLike<number> => tensors.get(name)?.values ?? [];
  model.engine.setParameters(values('parameters'));
  model.engine.setOptimizerState({ step: Number(metadata.step), m: values('m'), v: values('v') });
  return Number(metadata.epoch);
}
