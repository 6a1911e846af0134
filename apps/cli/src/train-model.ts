import { basename } from 'node:path';
import { SaliogramError, sha256Hex } from '@saliogram/core';
import type { OnEvent } from '@saliogram/core';
import type { Split } from '@saliogram/datasets';
import {
  DEFAULT_INITIALISATION,
  createModel,
  decodeModelMetadata,
  encodeModel,
  encodeTrainingExamples,
  restoreParameters,
} from '@saliogram/nn';
import type { CreateModelOptions, ModelMetadata, RecurrentArchitecture, RecurrentModel } from '@saliogram/nn';
import { modelCardMarkdown } from '@saliogram/report';
import { restorePoint, train } from '@saliogram/training';
import type { TrainingConfig, TrainingEvent, TrainingRecord } from '@saliogram/training';
import { directoryCheckpointStore } from '@saliogram/training/node';
import type { DataSet } from './data-set.ts';
import { measureModel } from './measure-model.ts';
import { examplesPath, readModel } from './model-file.ts';
import { modelResults } from './model-results.ts';
import { percent } from './text-table.ts';
import type { Terminal } from './terminal.ts';
import { trainingExamplesOf } from './training-examples.ts';
import { version } from './version.ts';
import { writeWhole } from './whole-file.ts';

/** What to train, on what, and where it goes. */
export interface TrainingRequest {
  readonly data: DataSet;
  readonly split: Split;
  readonly config: Partial<TrainingConfig>;
  readonly engine: CreateModelOptions;
  /** Default: the paper's two LSTM layers of 128 units. */
  readonly network?: TrainedNetwork;
  /** Path of a model file of the same architecture whose weights a new run starts from. */
  readonly start?: string | undefined;
  /** Folder of the checkpoints. */
  readonly checkpoints: string;
  readonly anew: boolean;
  /** Path of the model file; its card and its training examples stand beside it. */
  readonly modelFile: string;
  /** Path of a model trained on another split, whose results join the file's. */
  readonly beside?: string | undefined;
  /** The command line that makes the same model again. */
  readonly command: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** What is free of an architecture when the data is given. */
export type TrainedNetwork = Omit<RecurrentArchitecture, 'inputs' | 'outputs'>;

const paperNetwork: TrainedNetwork = { kind: 'lstm', hidden: [128, 128] };

/** A trained model, open, with what it came to. */
export interface TrainedModel {
  readonly model: RecurrentModel;
  readonly record: TrainingRecord;
  readonly metrics: Awaited<ReturnType<typeof measureModel>>;
}

/** Trains a network or goes on with the run in the folder, keeps the best weights, measures and writes them. */
export async function trainModel(request: TrainingRequest): Promise<TrainedModel> {
  const { data, split, config, engine, network = paperNetwork, anew, modelFile, terminal, signal } = request;
  const others = request.beside === undefined ? {} : await metricsBeside(request.beside);
  const onEvent: OnEvent = terminal.onEvent;
  const checkpoints = directoryCheckpointStore(request.checkpoints);
  const model = await createModel(metadataFor(data, network), engine);
  try {
    const begin =
      request.start === undefined
        ? { initialisation: engine.initialisation ?? DEFAULT_INITIALISATION }
        : { start: await startFrom(request.start, model) };
    const record = await train(model, data, split, config, {
      checkpoints,
      anew,
      signal,
      onEvent: (event) => showTraining(terminal, event),
    });
    await restorePoint(model, record.best, checkpoints);
    const metrics = await measureModel(model, data, split, { signal, onEvent });
    const finished = model.withMetadata({
      created: new Date().toISOString(),
      training: {
        command: request.command,
        ...record,
        dataSet: data.name,
        modelSeed: engine.seed,
        ...begin,
      },
      metrics: { [split.name]: metrics, ...others },
      dataHash: data.dataHash,
    });
    const bytes = encodeModel(finished);
    await writeWhole(modelFile, bytes);
    const examples = await trainingExamplesOf(finished, await sha256Hex(bytes), data, split.train, {
      signal,
    });
    await writeWhole(examplesPath(modelFile), encodeTrainingExamples(examples));
    const card = modelCardMarkdown(await modelResults(finished, modelFile));
    await writeWhole(modelFile.replace(/(\.safetensors)?$/, '.md'), card);
    return { model: finished, record, metrics };
  } catch (error) {
    await model.close();
    throw error;
  }
}

/** Gives `model` the weights of a file; what the file was, for the model's own. */
async function startFrom(path: string, model: RecurrentModel): Promise<Record<string, unknown>> {
  const name = basename(path);
  const bytes = await readModel(path);
  const { architecture, training } = decodeModelMetadata(bytes, name);
  const [found, expected] = [architecture, model.metadata.architecture].map(architectureText);
  if (found !== expected) {
    throw new SaliogramError(
      'model-mismatch',
      `${name}: is ${found}, expected ${expected} to start from; name the same network with --cell, --hidden, --bidirectional and --dense`,
      { details: { file: path, found, expected } },
    );
  }
  restoreParameters(model, bytes, name);
  return { file: name, sha256: await sha256Hex(bytes), command: training?.['command'] ?? null };
}

function architectureText({
  kind,
  bidirectional,
  inputs,
  hidden,
  dense,
  outputs,
}: RecurrentArchitecture): string {
  const layers = [...hidden, ...(dense ?? []).map(({ units }) => `dense ${units}`)].join(', ');
  return `${bidirectional ? 'bidirectional ' : ''}${kind} ${inputs} -> ${layers} -> ${outputs}`;
}

/** The metrics of another model's file, each with the name of that file. */
async function metricsBeside(path: string): Promise<Record<string, unknown>> {
  const { metrics = {} } = decodeModelMetadata(await readModel(path), basename(path));
  return Object.fromEntries(
    Object.entries(metrics).map(([name, values]) => [name, { ...(values as object), by: basename(path) }]),
  );
}

function metadataFor(data: DataSet, network: TrainedNetwork): ModelMetadata {
  return {
    architecture: { ...network, inputs: data.sequences.channels, outputs: data.classes.length },
    classes: data.classes,
    preprocessing: data.preprocessing,
    units: data.units,
    zero: data.zero,
    codeVersion: version,
    created: new Date().toISOString(),
    attribution: data.attribution,
  };
}

function showTraining(terminal: Terminal, event: TrainingEvent): void {
  if (!terminal.inWords) {
    terminal.onEvent(event);
    return;
  }
  if (event.type === 'step') {
    const { epoch, epochs, step, steps, loss, accuracy, sequencesPerSecond } = event;
    terminal.onEvent({
      type: 'progress',
      stage: `epoch ${epoch} of ${epochs}`,
      done: step,
      total: steps,
      detail: `loss ${loss.toFixed(4)}  accuracy ${percent(accuracy, 1)}  ${Math.round(sequencesPerSecond)} beats/s`,
    });
  } else if (event.type === 'validation') {
    terminal.note(
      `epoch ${event.epoch}: validation cross-entropy ${event.crossEntropy.toFixed(4)}, accuracy ${percent(event.accuracy)}`,
    );
  } else if (event.type === 'resumed') {
    terminal.note(`goes on from ${event.file}, step ${event.step}`);
  } else if (event.type === 'checkpoint-skipped') {
    terminal.note(`${event.file} is passed over: ${event.reason}`);
  }
}
