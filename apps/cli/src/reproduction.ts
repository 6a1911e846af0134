import { join } from 'node:path';
import type { EngineOptions } from '@saliogram/kernels';
import { keepsPatientsApart } from '@saliogram/datasets';
import type { BeatTable } from '@saliogram/datasets';
import type { RecurrentModel } from '@saliogram/nn';
import type { SplitResults } from '@saliogram/report';
import { findData } from './data-folder.ts';
import { loadDataSet } from './data-set.ts';
import type { DataSet, SplitKind } from './data-set.ts';
import { runExperiment } from './experiment.ts';
import type { Experiment } from './experiment.ts';
import { measureModel } from './measure-model.ts';
import { findShippedModel, openModel, requireShippedModel } from './model-file.ts';
import { splitResults, storedSplits } from './model-results.ts';
import { ownSplitOf } from './own-split.ts';
import { beatPreprocessingOf } from './preprocessing.ts';
import { recipes } from './recipe.ts';
import type { RecipeName } from './recipe.ts';
import type { Terminal } from './terminal.ts';
import { trainModel } from './train-model.ts';

/** What is to be reproduced, and how. */
export interface ReproductionRequest {
  readonly folder: string | undefined;
  readonly out: string;
  readonly pretrained: boolean;
  readonly model?: string | undefined;
  readonly recipe: RecipeName;
  /** Default the recipe's. */
  readonly epochs?: number | undefined;
  readonly limit: number;
  /** Masks are sought as the paper does. */
  readonly paper: boolean;
  readonly seed: number;
  readonly backend: NonNullable<EngineOptions['backend']>;
  readonly threads?: number | undefined;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

const splitDescriptions: Record<SplitKind, string> = {
  random:
    "The paper's: beats drawn at random, 50:40:10 (train:test:validation), so that test patients are training patients.",
  patient: 'Every patient on one side only: DS1 and DS2 of de Chazal 2004, widened to five classes.',
};

function describeSplit(name: string): string {
  return name === 'random' || name === 'patient' ? splitDescriptions[name] : `The split ${name}.`;
}

/** The ECG half of the paper. */
export async function reproduceEcg(
  request: ReproductionRequest,
): Promise<{ experiment: Experiment; beats: BeatTable; notices: string[] }> {
  const given = request.model ?? (request.pretrained ? await requireShippedModel('mitdb-lstm') : undefined);
  return given === undefined ? trainedEcg(request) : pretrainedEcg(request, given);
}

async function pretrainedEcg(request: ReproductionRequest, modelFile: string) {
  const work = workOf(request);
  const model = await openModel(modelFile, engineOf(request));
  try {
    const { name, kind, seed } = ownSplitOf(model.metadata);
    const data = await loadDataSet('mitdb', {
      data: request.folder,
      preprocessing: beatPreprocessingOf(model.metadata),
      seed,
      ...work,
    });
    const split = data.split(name, seed);
    const own = splitResults(name, describeSplit(name), await measureModel(model, data, split, work));
    const other = await otherSplit(request, data, kind, model);
    const experiment = await runExperiment({
      data,
      model,
      modelFile,
      test: split.test,
      splits: [own, ...other],
      limit: request.limit,
      paper: request.paper,
      seed: request.seed,
      ...work,
    });
    const notices = [
      'The model was not trained in this run: it came as a file, whose metadata says how it was trained.',
    ];
    if (model.metadata.dataHash !== undefined && model.metadata.dataHash !== data.dataHash) {
      notices.push(
        'The beats differ from those that the model was trained on (another data hash), so some test beats may have been training beats.',
      );
    }
    return { experiment, beats: tableOf(data), notices };
  } finally {
    await model.close();
  }
}

/** The split that the model was not trained on: by the shipped model for it, else as the model file tells. */
async function otherSplit(
  request: ReproductionRequest,
  data: DataSet,
  own: SplitKind,
  model: RecurrentModel,
): Promise<SplitResults[]> {
  const path = own === 'random' ? await findShippedModel('mitdb-lstm-patient') : undefined;
  if (path === undefined) {
    return storedSplits(model.metadata).filter(
      ({ name }) => keepsPatientsApart(name) !== (own === 'patient'),
    );
  }
  const other = await openModel(path, engineOf(request));
  try {
    const split = data.split('patient', ownSplitOf(other.metadata).seed);
    const metrics = await measureModel(other, data, split, workOf(request));
    return [
      splitResults('patient', `${splitDescriptions.patient} By a model trained on this split.`, metrics),
    ];
  } finally {
    await other.close();
  }
}

async function trainedEcg(request: ReproductionRequest) {
  const { folder, seed, out, limit, terminal } = request;
  const recipe = recipes[request.recipe];
  const work = workOf(request);
  const data = await loadDataSet('mitdb', { data: folder, seed, ...work });
  const models: { kind: SplitKind; model: RecurrentModel; file: string; splits: SplitResults }[] = [];
  try {
    for (const kind of ['random', 'patient'] as const) {
      terminal.note(`training on the ${kind} split`);
      const file = join(out, 'models', `mitdb-lstm-${kind}.safetensors`);
      const { model, metrics } = await trainModel({
        data,
        split: data.split(kind, seed),
        config: { ...recipe.config, ...(request.epochs ? { epochs: request.epochs } : {}), seed },
        engine: { seed, initialisation: recipe.initialisation(data.sequences.steps), ...engineOf(request) },
        checkpoints: join(out, 'checkpoints', kind),
        anew: false,
        modelFile: file,
        command: `saliogram reproduce --recipe ${request.recipe}${request.epochs ? ` --epochs ${request.epochs}` : ''} --seed ${seed}`,
        terminal,
        signal: request.signal,
      });
      models.push({ kind, model, file, splits: splitResults(kind, splitDescriptions[kind], metrics) });
    }
    const [random] = models;
    const experiment = await runExperiment({
      data,
      model: random.model,
      modelFile: random.file,
      test: data.split('random', seed).test,
      splits: models.map(({ splits }) => splits),
      limit,
      paper: request.paper,
      seed,
      ...work,
    });
    return { experiment, beats: tableOf(data), notices: [] };
  } finally {
    for (const { model } of models) await model.close();
  }
}

/** The MNIST half, where data and a model are at hand; a notice where not. */
export async function reproduceMnist(
  request: ReproductionRequest,
): Promise<{ experiment?: Experiment; notices: string[] }> {
  const folder = await findData('mnist', request.folder);
  const modelFile = await findShippedModel('mnist-lstm');
  if (folder === undefined)
    return {
      notices: ['MNIST was left out: its files are not beside the recordings ("saliogram data pull mnist").'],
    };
  if (modelFile === undefined)
    return { notices: ['MNIST was left out: this copy of Saliogram has no model for it.'] };
  const work = workOf(request);
  const model = await openModel(modelFile, engineOf(request));
  try {
    const { seed } = ownSplitOf(model.metadata);
    const data = await loadDataSet('mnist', { data: folder, seed, ...work });
    const split = data.split('random', seed);
    // 1-NN over 60,000 digits of 784 pixels takes too long to stand here.
    const stored = storedSplits(model.metadata);
    const experiment = await runExperiment({
      data,
      model,
      modelFile,
      test: split.test,
      splits: stored,
      limit: Math.min(request.limit, 100),
      paper: request.paper,
      seed: request.seed,
      ...work,
    });
    return { experiment, notices: [] };
  } finally {
    await model.close();
  }
}

function workOf({ signal, terminal }: ReproductionRequest) {
  return { signal, onEvent: terminal.onEvent };
}

function engineOf({ backend, threads }: ReproductionRequest) {
  return { backend, ...(threads ? { threads } : {}) };
}

function tableOf(data: DataSet): BeatTable {
  if (!data.table) throw new Error('internal: MIT-BIH was loaded without its beat table');
  return data.table;
}
