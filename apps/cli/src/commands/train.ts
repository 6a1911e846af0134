import { basename, join } from 'node:path';
import type { Command } from 'commander';
import * as v from 'valibot';
import type { Evaluation, TrainingRecord } from '@saliogram/training';
import { RHYTHM_PREPROCESSING, SPLIT_NAMES } from '@saliogram/datasets';
import type { Split } from '@saliogram/datasets';
import { readOptionsWithConfig } from '../config-file.ts';
import { classPresets, dataSetNames, loadDataSet } from '../data-set.ts';
import type { DataSet, LoadOptions } from '../data-set.ts';
import { limitSplit } from '../limit.ts';
import {
  commonOptions,
  engineOptions,
  numberBetween,
  oneOf,
  parseOptions,
  splitName,
  text,
  unitsOfLayers,
  wholeNumber,
  withCommonOptions,
  withDataOption,
  withEngineOptions,
} from '../options.ts';
import { recipeNames, recipes } from '../recipe.ts';
import type { Recipe } from '../recipe.ts';
import { createTerminal } from '../terminal.ts';
import { percent, thousands } from '../text-table.ts';
import { timeScaleList, timeScaleText } from '../time-scales.ts';
import { trainModel } from '../train-model.ts';
import type { TrainedNetwork } from '../train-model.ts';

/** What is read of a beat, by name. */
const inputNames = ['lead', 'rhythm'] as const;

const entries = {
  ...commonOptions,
  ...engineOptions,
  data: v.optional(text),
  dataset: v.optional(oneOf(dataSetNames), 'mitdb'),
  split: v.optional(splitName, 'random'),
  preset: v.optional(oneOf(classPresets), 'paper-5'),
  input: v.optional(oneOf(inputNames), 'lead'),
  scaling: v.optional(oneOf(['z-score', 'none'])),
  cell: v.optional(oneOf(['lstm', 'gru', 'rnn']), 'lstm'),
  hidden: v.optional(unitsOfLayers(), [128, 128]),
  bidirectional: v.optional(v.boolean('expected true or false'), false),
  dense: v.optional(unitsOfLayers()),
  out: v.optional(text),
  modelOut: v.optional(text),
  recipe: v.optional(oneOf(recipeNames), 'chrono'),
  epochs: v.optional(wholeNumber(1, 100_000)),
  batchSize: v.optional(wholeNumber(1, 65_536)),
  learningRate: v.optional(numberBetween(1e-9, 10)),
  schedule: v.optional(oneOf(['constant', 'cosine'])),
  minLearningRate: v.optional(numberBetween(0, 10)),
  warmupSteps: v.optional(wholeNumber(0)),
  dropout: v.optional(numberBetween(0, 0.99)),
  averageDecay: v.optional(numberBetween(0, 0.999_999)),
  timeScales: v.optional(timeScaleList()),
  classBalance: v.optional(numberBetween(0, 1)),
  groupBalance: v.optional(numberBetween(0, 1)),
  augment: v.optional(v.boolean('expected true or false')),
  start: v.optional(text),
  beside: v.optional(text),
  limit: v.optional(wholeNumber(1)),
  anew: v.optional(v.boolean('expected true or false'), false),
};
const options = v.object(entries);
type Options = v.InferOutput<typeof options>;

export function define(command: Command, signal: AbortSignal): void {
  command
    .option('--dataset <name>', 'mitdb, mnist or synthetic (default: mitdb)')
    .option('--split <name>', `${SPLIT_NAMES.join(', ')} (default: random, the paper's)`)
    .option('--preset <name>', `which symbols make a class: ${classPresets.join(', ')} (default: paper-5)`)
    .option(
      '--input <name>',
      'what is read of a beat: lead, or rhythm for two leads and RR intervals (default: lead)',
    )
    .option('--scaling <name>', 'of each beat: z-score, or none for mV (default: z-score)')
    .option('--cell <name>', 'of the recurrent layers: lstm, gru or rnn (default: lstm)')
    .option('--hidden <units>', 'of each recurrent layer, with commas between (default: 128,128)')
    .option('--bidirectional', 'let every recurrent layer read both ways')
    .option('--dense <units>', 'of hidden layers between them and the scores (default: none)')
    .option('--out <dir>', 'folder of the checkpoints; a run found there goes on (default: runs/<cell>)')
    .option('--model-out <file>', 'where the chosen model goes (default: model.safetensors in --out)')
    .option(
      '--recipe <name>',
      "chrono; paper, the paper's plain setting; or patients, for patients not seen in training (default: chrono)",
    )
    .option('--epochs <number>', 'passes over the training beats (default: 10; recipe paper: 20)')
    .option('--batch-size <number>', 'sequences per step (default: 256)')
    .option('--learning-rate <number>', "Adam's (default: 0.003; recipe paper: 0.001)")
    .option('--schedule <name>', 'of the rate: constant or cosine (default: cosine; recipe paper: constant)')
    .option('--min-learning-rate <number>', 'where cosine ends (default: 0.00003)')
    .option('--warmup-steps <number>', 'over which the rate rises (default: 100; recipe paper: 0)')
    .option('--dropout <probability>', 'between layers and before the head (default: 0.2)')
    .option('--average-decay <number>', 'of an average of the weights to choose from (default: 0, none)')
    .option(
      '--time-scales <list>',
      'coarse epochs first, as 4:8,2:4: 8 with 4 steps averaged into one, 4 with 2',
    )
    .option('--class-balance <share>', 'draw rare classes more often: 0 as they occur to 1 all alike')
    .option(
      '--group-balance <share>',
      'within a class, draw patients with few beats of it more often: 0 to 1',
    )
    .option('--augment', 'vary gain, time, leads, wander and noise of every beat that is learnt from')
    .option('--no-augment', 'learn from every beat as it is, with recipe patients too')
    .option('--start <file>', 'model of the same network whose weights a new run starts from')
    .option('--beside <file>', 'model trained on another split, whose results the card shows too')
    .option('--limit <number>', 'use that many sequences only, for a trial')
    .option('--anew', 'forget the run in --out and start again')
    .option('--config <file>', 'JSON file with these options; the command line wins');
  withCommonOptions(
    withEngineOptions(withDataOption(command)),
    'saliogram train --data data/mitdb --out runs/mitdb --model-out mitdb.safetensors\nsaliogram train --dataset synthetic --epochs 2 --out runs/trial\nsaliogram train --data data/mitdb --cell gru --hidden 64,64 --bidirectional',
  );
  command.action(async () => {
    await runTraining(parseOptions(options, await readOptionsWithConfig(command, entries)), signal);
  });
}

async function runTraining(settings: Options, signal: AbortSignal): Promise<void> {
  const {
    json,
    seed,
    dataset,
    preset,
    data: folder,
    out = `runs/${settings.cell}`,
    modelOut = join(out, 'model.safetensors'),
  } = settings;
  const { threads, backend, anew } = settings;
  const recipe = recipes[settings.recipe];
  const terminal = createTerminal(json);
  const work = { signal, onEvent: terminal.onEvent };
  const data = await loadDataSet(dataset, { data: folder, preset, seed, ...inputOf(settings), ...work });
  const split = limitSplit(data.split(settings.split, seed), settings.limit);
  const { model, record, metrics } = await trainModel({
    data,
    split,
    network: networkOf(settings),
    config: { ...recipe.config, ...given(settings, recipe), seed },
    engine: {
      seed,
      backend,
      initialisation: recipe.initialisation(
        Math.ceil(data.sequences.steps / (settings.timeScales?.[0] ?? 1)),
      ),
      ...(threads ? { threads } : {}),
    },
    start: settings.start,
    beside: settings.beside,
    command: commandLine(settings),
    checkpoints: out,
    anew,
    modelFile: modelOut,
    terminal,
    signal,
  });
  await model.close();
  terminal.result(
    {
      model: modelOut,
      checkpoints: out,
      split: sizes(split),
      best: record.best,
      seconds: record.seconds,
      metrics,
    },
    trainingLines(record, metrics, modelOut, data),
  );
}

/** How beats are made into inputs. */
function inputOf({ input, scaling }: Options): Pick<LoadOptions, 'preprocessing' | 'scaling'> {
  return {
    ...(input === 'rhythm' && { preprocessing: RHYTHM_PREPROCESSING }),
    ...(scaling && { scaling }),
  };
}

function networkOf({ cell, hidden, bidirectional, dense }: Options): TrainedNetwork {
  return {
    kind: cell,
    ...(bidirectional && { bidirectional }),
    hidden,
    ...(dense && { dense: dense.map((units) => ({ units })) }),
  };
}

/** The options that shape the network, where they are not the paper's. */
function networkOptions({ cell, hidden, bidirectional, dense }: Options): string[] {
  return [
    ...(cell === 'lstm' ? [] : [`--cell ${cell}`]),
    ...(hidden.join() === '128,128' ? [] : [`--hidden ${hidden.join()}`]),
    ...(bidirectional ? ['--bidirectional'] : []),
    ...(dense ? [`--dense ${dense.join()}`] : []),
  ];
}

/** The options that shape the model, without files and folders. */
function commandLine(settings: Options): string {
  const { dataset, split, preset, input, scaling, recipe, limit, seed } = settings;
  const named = Object.entries(given(settings, recipes[recipe])).map(([name, value]) => {
    const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (typeof value === 'boolean') return value ? `--${option}` : `--no-${option}`;
    return `--${option} ${Array.isArray(value) ? timeScaleText(value) : String(value)}`;
  });
  const parts = [
    `saliogram train --dataset ${dataset} --split ${split} --recipe ${recipe}`,
    ...(input === 'lead' ? [] : [`--input ${input}`]),
    ...(scaling === undefined ? [] : [`--scaling ${scaling}`]),
    ...(preset === 'paper-5' ? [] : [`--preset ${preset}`]),
    ...networkOptions(settings),
    ...named,
    ...(settings.start === undefined ? [] : [`--start ${basename(settings.start)}`]),
    ...(limit === undefined ? [] : [`--limit ${limit}`]),
    `--seed ${seed}`,
  ];
  return parts.join(' ');
}

/** The recipe's settings that the command line names itself. */
function given(settings: Options, { config }: Recipe): Partial<Recipe['config']> {
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => name in config && value !== undefined),
  );
}

function sizes(split: Split) {
  const { name, seed, train: learnt, validation, test } = split;
  return { name, seed, train: learnt.length, validation: validation.length, test: test.length };
}

function trainingLines(
  record: TrainingRecord,
  metrics: { validation: Evaluation; test: Evaluation },
  file: string,
  data: DataSet,
): string[] {
  const line = (name: string, { n, accuracy, crossEntropy }: Evaluation): string =>
    `${name.padEnd(10)} ${thousands(n).padStart(7)} sequences, accuracy ${percent(accuracy)}, cross-entropy ${crossEntropy?.toFixed(4) ?? '-'}`;
  return [
    `${data.attribution}, split ${record.split.name}`,
    `best of ${record.history.length} checkpoints: epoch ${record.best.epoch}, step ${record.best.step}; ${Math.round(record.seconds)} s of training on ${record.backend}, ${record.threads} threads`,
    line('validation', metrics.validation),
    line('test', metrics.test),
    `model: ${file}`,
  ];
}
