import type { OnEvent, SequenceBatch } from '@saliogram/core';
import { SaliogramError, createRandom, gatherBatch, isSaliogramError, throwIfAborted } from '@saliogram/core';
import type { RecurrentModel } from '@saliogram/nn';
import { encodeModel, stretchMemory } from '@saliogram/nn';
import { balancedDraws } from './balanced-draws.ts';
import { batchOf, batchesPerEpoch, epochOrder } from './batches.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import { loadLatestCheckpoint, restoreCheckpoint, saveCheckpoint, takeCheckpoint } from './checkpoint.ts';
import type { TrainingConfig } from './config.ts';
import { priorCorrection, shiftScores } from './class-prior.ts';
import { completeConfig } from './config.ts';
import { derivedSeed } from './derived-seed.ts';
import { evaluateClassifier } from './evaluation/evaluation.ts';
import { ProgressMeter } from './progress-meter.ts';
import type { RunIdentity } from './run-identity.ts';
import { checkSameRun, runIdentity } from './run-identity.ts';
import type { RunState, ValidationPoint } from './run-state.ts';
import { FRESH_STATE, afterEpoch, afterStep, validationDue } from './run-state.ts';
import { learningRateAt } from './schedule.ts';
import { averageSteps, timeScaleOf } from './time-scale.ts';
import type { LabelledData, TrainingSplit } from './training-data.ts';
import { checkTrainingData, labelsOf } from './training-data.ts';
import type { TrainingEvent } from './training-events.ts';
import type { TrainingRecord } from './training-record.ts';
import { trainingRecord } from './training-record.ts';
import { takeIntoAverage } from './weight-average.ts';

/** Where a run keeps its checkpoints, and how it is watched and stopped. */
export interface TrainingIo {
  readonly checkpoints: CheckpointStore;
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent<TrainingEvent>;
  /** Removes the stored run and starts again; default false, which continues it. */
  readonly anew?: boolean;
}

/** Training sequences and powers of the factor among which the memory is stretched to finer steps. */
const REFINING_SEQUENCES = 512;
const REFINING_POWERS = [1, 1.15, 1.3, 1.5];

interface Run {
  readonly model: RecurrentModel;
  readonly data: LabelledData;
  readonly split: TrainingSplit;
  readonly config: TrainingConfig;
  readonly io: TrainingIo;
  readonly identity: RunIdentity;
  /** Batches per epoch. */
  readonly batches: number;
  readonly meter: ProgressMeter;
  /** Seconds of earlier sessions. */
  readonly secondsBefore: number;
  /** Of the weights, when the run keeps one; shape [P]. */
  readonly average: Float64Array | undefined;
  /** `data` at the time scale of the epoch that is under way. */
  scaled: { readonly scale: number; readonly data: LabelledData };
  state: RunState;
}

/**
 * Trains `model` in place with softmax cross-entropy and Adam (Kingma and Ba 2015), or continues the run that the
 * checkpoint store holds: the weights are then, on the same backend, bit for bit those of an unbroken run.
 *
 * Leaves the last weights in the model, or their average if the run keeps one, with the prior of the classes put right
 * after balanced draws; `restorePoint(model, record.best, checkpoints)` chooses the best ones.
 *
 * @throws `cancelled` after saving a checkpoint; `diverged` when loss or gradient is no longer finite;
 *   `config-invalid` naming the field that is wrong or differs from the stored run; `model-mismatch`, `sample-invalid`
 */
export async function train(
  model: RecurrentModel,
  data: LabelledData,
  split: TrainingSplit,
  config: Partial<TrainingConfig>,
  io: TrainingIo,
): Promise<TrainingRecord> {
  const run = await openRun(model, data, split, completeConfig(config), io);
  try {
    await runToEnd(run);
  } catch (error) {
    if (io.signal?.aborted && !isSaliogramError(error, 'diverged')) await checkpoint(run);
    throw error;
  }
  model.engine.setParameters(keptWeights(run));
  const seconds = run.secondsBefore + run.meter.seconds();
  return trainingRecord(model, split, run.config, run.identity, { ...run.state, seconds });
}

async function openRun(
  model: RecurrentModel,
  data: LabelledData,
  split: TrainingSplit,
  config: TrainingConfig,
  io: TrainingIo,
): Promise<Run> {
  checkTrainingData(model.metadata.architecture, data, split);
  if (config.augment && !data.augment) {
    throw new SaliogramError(
      'config-invalid',
      'training: "augment" is true, but the data does not say how its sequences may vary; use data that has `augment`, or leave it out',
      { details: { field: 'augment' } },
    );
  }
  const identity = await runIdentity(model.metadata.architecture, data, split, config);
  if (io.anew) await removeRun(io.checkpoints);
  const found = await loadLatestCheckpoint(io.checkpoints, (file, reason) =>
    io.onEvent?.({ type: 'checkpoint-skipped', file, reason }),
  );
  let state = FRESH_STATE;
  const size = model.engine.getParameters().length;
  let average: Float64Array | undefined = config.averageDecay > 0 ? new Float64Array(size) : undefined;
  if (found) {
    const { file, checkpoint: stored } = found;
    checkSameRun(stored.identity, identity, file);
    restoreCheckpoint(model, stored);
    state = { ...stored.state, sessions: stored.state.sessions + 1 };
    average &&= stored.average;
    io.onEvent?.({ type: 'resumed', file, epoch: state.epoch + 1, step: state.step });
  } else {
    model.engine.setOptimizerState({ step: 0, m: new Float32Array(size), v: new Float32Array(size) });
  }
  const batches = batchesPerEpoch(split.train.length, config.batchSize);
  const meter = new ProgressMeter();
  const secondsBefore = state.seconds;
  const scaled = { scale: 1, data };
  return { model, data, split, config, io, identity, batches, meter, secondsBefore, average, scaled, state };
}

async function runToEnd(run: Run): Promise<void> {
  const { config, io, batches } = run;
  let order: Uint32Array | undefined;
  for (;;) {
    if (validationDue(run.state, batches, config)) await validate(run);
    if (run.state.batch === batches) {
      run.state = afterEpoch(run.state);
      await refine(run);
      order = undefined;
      await checkpoint(run);
    }
    if (run.state.epoch >= config.epochs) return;
    throwIfAborted(io.signal, `training, step ${run.state.step}`);
    order ??= drawEpoch(run);
    await step(run, batchOf(order, config.batchSize, run.state.batch));
    if (run.state.batch < batches && run.state.step % config.checkpointEverySteps === 0)
      await checkpoint(run);
  }
}

/** The training sequences of the epoch, in the order in which they are learnt from. */
function drawEpoch({ data, split, config, state }: Run): Uint32Array {
  const { seed, classBalance, groupBalance } = config;
  if (classBalance === 0 && groupBalance === 0) return epochOrder(split.train, seed, state.epoch);
  const random = createRandom(derivedSeed(seed, state.epoch));
  const { labels, groups = new Uint8Array(labels.length) } = data;
  return balancedDraws(split.train, labels, groups, config, random);
}

/**
 * Slows the weights and their average down when the epoch that begins has finer steps than the last. A trained gate that
 * is half open needs more than the factor itself, so the power of it is taken that fits some training sequences best.
 */
async function refine(run: Run): Promise<void> {
  const { model, config, split, state, average } = run;
  const { engine } = model;
  const factor = timeScaleOf(config, state.epoch - 1) / timeScaleOf(config, state.epoch);
  if (factor === 1) return;
  const sample = epochOrder(split.train, config.seed, state.epoch).subarray(0, REFINING_SEQUENCES);
  const weights = engine.getParameters();
  let best = { crossEntropy: Infinity, power: 1, weights };
  for (const power of REFINING_POWERS) {
    const stretched = weights.slice();
    stretchMemory(stretched, engine.parameters, factor ** power);
    engine.setParameters(stretched);
    const { crossEntropy } = await evaluateClassifier(model, scaledData(run), sample);
    if (power === 1 || (crossEntropy ?? Infinity) < best.crossEntropy) {
      best = { crossEntropy: crossEntropy ?? Infinity, power, weights: stretched };
    }
  }
  engine.setParameters(best.weights);
  if (average) stretchMemory(average, engine.parameters, factor ** best.power);
}

/** The data at the time scale of the epoch. */
function scaledData(run: Run): LabelledData {
  const { data, config, state } = run;
  const scale = timeScaleOf(config, state.epoch);
  if (run.scaled.scale !== scale) {
    run.scaled = { scale, data: { ...data, sequences: averageSteps(data.sequences, scale) } };
  }
  return run.scaled.data;
}

async function step(run: Run, indices: Uint32Array): Promise<void> {
  const { data, model, config, io, batches, meter, state } = run;
  const steps = config.epochs * batches;
  const learningRate = learningRateAt(config, state.step, steps);
  const started = meter.seconds();
  const { loss, correct, gradientNorm } = await model.engine.trainStep(
    learntFrom(run, indices),
    labelsOf(data, indices),
    {
      learningRate,
      dropout: config.dropout,
      clipNorm: config.clipNorm,
      seed: derivedSeed(config.seed, state.step),
    },
  );
  if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
    throw diverged(
      run,
      Number.isFinite(loss) ? `gradient norm is ${gradientNorm}` : `loss is ${loss}`,
      learningRate,
    );
  }
  run.state = afterStep(state, loss, correct, indices.length);
  if (run.average) {
    takeIntoAverage(run.average, model.engine.getParameters(), run.state.step, config.averageDecay);
  }
  meter.add(loss, correct, indices.length, meter.seconds() - started);
  const done = run.state.step;
  if (done % config.logEverySteps === 0 || run.state.batch === batches) {
    const position = { epoch: state.epoch + 1, epochs: config.epochs, step: done, steps };
    io.onEvent?.({ type: 'step', ...position, ...meter.read(steps - done), learningRate, gradientNorm });
  }
}

/** The sequences of a batch, varied if the run does so, at the time scale of the epoch. */
function learntFrom(run: Run, indices: Uint32Array): SequenceBatch {
  const { data, config, state } = run;
  if (!config.augment) return gatherBatch(scaledData(run).sequences, indices);
  const random = createRandom(derivedSeed(~config.seed, state.step));
  const varied = data.augment!(gatherBatch(data.sequences, indices), random);
  return averageSteps(varied, timeScaleOf(config, state.epoch));
}

/** What is judged and kept: the average of the weights if there is one, else the weights, for classes as they occur. */
function keptWeights({ model, data, split, config, average }: Run): Float32Array | Float64Array {
  const kept = average?.slice() ?? model.engine.getParameters();
  if (config.classBalance > 0) {
    const correction = priorCorrection(labelsOf(data, split.train), data.classes.length, config.classBalance);
    shiftScores(kept, model.engine.parameters, correction);
  }
  return kept;
}

async function validate(run: Run): Promise<void> {
  const { model } = run;
  const weights = model.engine.getParameters();
  model.engine.setParameters(keptWeights(run));
  try {
    await validateWeights(run);
  } finally {
    model.engine.setParameters(weights);
  }
}

async function validateWeights(run: Run): Promise<void> {
  const { model, split, config, io, state } = run;
  const timeScale = timeScaleOf(config, state.epoch);
  const { crossEntropy, accuracy } = await evaluateClassifier(
    model,
    scaledData(run),
    split.validation,
    io.signal ? { signal: io.signal } : {},
  );
  if (crossEntropy === null || !Number.isFinite(crossEntropy)) {
    throw diverged(
      run,
      `validation cross-entropy is ${crossEntropy}`,
      learningRateAt(config, state.step - 1, Infinity),
    );
  }
  const point: ValidationPoint = {
    epoch: state.epoch + 1,
    step: state.step,
    trainLoss: state.lossSum / state.seen,
    trainAccuracy: state.correct / state.seen,
    crossEntropy,
    accuracy,
    ...(timeScale > 1 && { timeScale }),
    file: `weights-${String(state.step).padStart(8, '0')}.safetensors`,
  };
  await io.checkpoints.save(point.file, encodeModel(model));
  run.state = { ...state, history: [...state.history, point] };
  io.onEvent?.({ type: 'validation', epochs: config.epochs, ...point });
}

async function checkpoint(run: Run): Promise<void> {
  run.state = { ...run.state, seconds: run.secondsBefore + run.meter.seconds() };
  const taken = takeCheckpoint(run.model, run.identity, run.state, run.average);
  if (!taken.parameters.every(Number.isFinite)) {
    throw diverged(
      run,
      'a parameter is not finite',
      learningRateAt(run.config, run.state.step - 1, Infinity),
    );
  }
  const file = await saveCheckpoint(run.io.checkpoints, taken);
  run.io.onEvent?.({ type: 'checkpoint', file, step: run.state.step });
}

async function removeRun(store: CheckpointStore): Promise<void> {
  for (const name of await store.list()) {
    if (/^(resume|weights)-\d+\.safetensors$/.test(name)) await store.remove(name);
  }
}

function diverged(run: Run, found: string, learningRate: number): SaliogramError {
  const { state, config } = run;
  const step = state.step + 1;
  const before =
    state.seen > 0 ? `, mean loss of the epoch before it ${(state.lossSum / state.seen).toPrecision(4)}` : '';
  return new SaliogramError(
    'diverged',
    `training: ${found} at step ${step} (epoch ${state.epoch + 1}, learning rate ${learningRate}${before}), expected finite numbers; start anew with a lower learningRate or clipNorm`,
    { details: { step, epoch: state.epoch + 1, found, learningRate, config } },
  );
}
