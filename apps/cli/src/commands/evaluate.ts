import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import * as v from 'valibot';
import { SaliogramError, sha256Hex } from '@saliogram/core';
import type { ScoresModel } from '@saliogram/core';
import { SPLIT_NAMES } from '@saliogram/datasets';
import type { Preprocessing } from '@saliogram/datasets';
import type { RecurrentModel } from '@saliogram/nn';
import { evaluationReport } from '@saliogram/report';
import type { EvaluationResults } from '@saliogram/report';
import { loadDataSet, loadRecords } from '../data-set.ts';
import type { DataSet, LoadOptions } from '../data-set.ts';
import { ectopicBeats } from '../evaluation/ectopic-beats.ts';
import { evaluateModel } from '../evaluation/evaluate-model.ts';
import type { Measured } from '../evaluation/evaluate-model.ts';
import { evaluationLines } from '../evaluation/evaluation-lines.ts';
import { evaluationNotes } from '../evaluation/evaluation-notes.ts';
import { asAami, classSets, presetOf } from '../evaluation/judged-classes.ts';
import { seenInTraining } from '../evaluation/seen-in-training.ts';
import { openModel, requireShippedModel } from '../model-file.ts';
import {
  commonOptions,
  engineOptions,
  oneOf,
  parseOptions,
  splitName,
  text,
  wholeNumber,
  withCommonOptions,
  withDataOption,
  withEngineOptions,
} from '../options.ts';
import { ownSplitOf } from '../own-split.ts';
import { beatPreprocessingOf, dataSetOf } from '../preprocessing.ts';
import { createTerminal } from '../terminal.ts';
import { version } from '../version.ts';
import { writeWhole } from '../whole-file.ts';

const options = v.object({
  ...commonOptions,
  ...engineOptions,
  seed: v.optional(wholeNumber(0, 2 ** 32 - 1)),
  model: v.optional(text),
  data: v.optional(text),
  records: v.optional(text),
  lead: v.optional(text),
  annotator: v.optional(text),
  split: v.optional(splitName),
  part: v.optional(oneOf(['test', 'validation', 'train']), 'test'),
  classes: v.optional(oneOf(classSets), 'own'),
  limit: v.optional(wholeNumber(1)),
  baselines: v.boolean(),
  report: v.optional(text),
});
type Options = v.InferOutput<typeof options>;

export function define(command: Command, signal: AbortSignal): void {
  command
    .option('--model <file>', 'model file (default: the MIT-BIH model that comes with Saliogram)')
    .option(
      '--records <dir>',
      'folder of annotated records of any database, all to be tested on, instead of --data',
    )
    .option('--lead <name>', 'of --records: the lead to read (default: the one the model was made for)')
    .option('--annotator <name>', 'of --records: extension of the reference annotations (default: atr)')
    .option('--split <name>', `${SPLIT_NAMES.join(', ')} (default: the one the model was trained on)`)
    .option('--part <name>', 'of the split: test, validation or train (default: test)')
    .option('--classes <set>', "own, or aami: beats of every kind, in EC57's classes (default: own)")
    .option('--limit <number>', 'evaluate that many sequences only')
    .option('--no-baselines', 'leave out the majority, nearest-neighbour and template baselines')
    .option('--report <file>', 'write an HTML page with tables and curves too');
  withCommonOptions(
    withEngineOptions(withDataOption(command)),
    'saliogram evaluate --model mitdb.safetensors --data data/mitdb --split ds1-ds2',
  );
  command.action(() => runEvaluation(parseOptions(options, command.opts()), signal));
}

async function runEvaluation(settings: Options, signal: AbortSignal): Promise<void> {
  const { json, threads, backend, classes } = settings;
  checkSource(settings);
  const started = performance.now();
  const terminal = createTerminal(json);
  const path = settings.model ?? (await requireShippedModel('mitdb-lstm'));
  const model = await openModel(path, { backend, ...(threads ? { threads } : {}) });
  try {
    const judged = classes === 'aami' ? asAami(model) : model;
    const work = { signal, onEvent: terminal.onEvent };
    const { results, data } =
      settings.records === undefined
        ? await judge(judged, model, basename(path), settings, { ...work, data: settings.data })
        : await judgeRecords(judged, model, basename(path), settings.records, settings, work);
    if (settings.report !== undefined) {
      const page = evaluationReport(results, {
        command: commandLine(settings, results),
        created: new Date().toISOString(),
        versions: { saliogram: version, node: process.version },
        seeds: { split: results.split.seed },
        hashes: { model: await sha256Hex(await readFile(path)), data: data.dataHash },
        settings: { engine: model.engine.backend, threads: model.engine.threads },
        seconds: { total: (performance.now() - started) / 1000 },
      });
      await writeWhole(settings.report, page);
    }
    terminal.result(results, evaluationLines(results));
  } finally {
    await model.close();
  }
}

/** @throws `argument-invalid` for options of the model's own data and of other records together */
function checkSource({ records, data, lead, annotator, split, part }: Options): void {
  const given = (options: Readonly<Record<string, unknown>>): string | undefined =>
    Object.keys(options).find((name) => options[name] !== undefined);
  const isOther = records !== undefined;
  const wrong = isOther
    ? given({ data, split, part: part === 'test' ? undefined : part })
    : given({ lead, annotator });
  if (wrong === undefined) return;
  const expected = isOther ? 'none beside --records, all of which are tested on' : 'it beside --records only';
  throw new SaliogramError('argument-invalid', `--${wrong}: got it, expected ${expected}; leave it out`, {
    details: { option: wrong },
  });
}

/** What a measured part comes to, with EC57's count and the notes that its figures need. */
function resultsOf(
  measured: Omit<Measured, 'indices'>,
  judged: ScoresModel,
  from: Pick<EvaluationResults, 'model' | 'split' | 'seen'>,
  sameData: boolean,
): EvaluationResults {
  const ec57 = ectopicBeats(measured.confusion, judged.classes);
  const found = { ...measured, ...(ec57 && { ec57 }), seen: from.seen };
  return { ...found, ...from, classes: judged.classes, notes: evaluationNotes(found, sameData) };
}

async function judge(
  judged: ScoresModel,
  model: RecurrentModel,
  file: string,
  settings: Options,
  work: Pick<LoadOptions, 'data' | 'signal' | 'onEvent'>,
): Promise<{ results: EvaluationResults; data: DataSet }> {
  const { metadata } = model;
  const { part, limit } = settings;
  const own = ownSplitOf(metadata);
  const seed = settings.seed ?? own.seed;
  const name = dataSetOf(metadata);
  const load = (as: ScoresModel, change?: (own: Preprocessing) => Preprocessing): Promise<DataSet> => {
    if (name !== 'mitdb') return loadDataSet(name, { ...work, seed });
    const own = beatPreprocessingOf(metadata);
    return loadDataSet(name, {
      ...work,
      seed,
      preprocessing: change?.(own) ?? own,
      preset: presetOf(as),
    });
  };
  const data = await load(judged);
  const split = data.split(settings.split ?? own.name, seed);
  if (split[part].length === 0) {
    throw new SaliogramError(
      'argument-invalid',
      `--part: got ${part}, which has no sequences in the split ${split.name} of this data; choose another part or split`,
      { details: { part, split: split.name } },
    );
  }
  // The baselines see the lead alone and scale for themselves; pixels are never scaled.
  const isChanged = data.beats !== undefined && data.preprocessing['scaling'] !== 'none';
  const raw = settings.baselines && isChanged ? await load(judged, leadAsRecorded) : data;
  const { indices, ...measured } = await evaluateModel({
    model: judged,
    data,
    split,
    part,
    limit,
    raw: settings.baselines ? raw : undefined,
    seed,
    work,
  });
  const ownData = judged === model ? data : await load(model);
  const seen = seenInTraining(data, indices, ownData, ownData.split(own.name, own.seed).train);
  const sameData = metadata.dataHash === undefined || metadata.dataHash === ownData.dataHash;
  const from = { model: file, split: { part, name: split.name, seed: split.seed }, seen };
  return { results: resultsOf(measured, judged, from, sameData), data };
}

/** Judges a model on records of any database: without a split there are no training beats for baselines. */
async function judgeRecords(
  judged: ScoresModel,
  { metadata }: RecurrentModel,
  file: string,
  folder: string,
  { lead, annotator = 'atr', limit, seed = 1 }: Options,
  work: Pick<LoadOptions, 'signal' | 'onEvent'>,
): Promise<{ results: EvaluationResults; data: DataSet }> {
  const own = beatPreprocessingOf(metadata);
  const preprocessing = lead === undefined ? own : { ...own, lead, fallbackLead: lead };
  const preset = presetOf(judged);
  const data = await loadRecords({ folder, preprocessing, preset, annotator, ...work });
  const all = data.split('', seed);
  const { indices: _indices, ...measured } = await evaluateModel({
    model: judged,
    data,
    split: all,
    part: 'test',
    limit,
    raw: undefined,
    seed,
    work,
  });
  const from = { model: file, split: { part: 'test', name: all.name, seed }, seen: null };
  return { data, results: resultsOf(measured, judged, from, true) };
}

/** The same windows of the one lead, in mV. */
function leadAsRecorded({ channels: _channels, ...lead }: Preprocessing): Preprocessing {
  return { ...lead, scaling: 'none' };
}

function commandLine(settings: Options, { model, split }: EvaluationResults): string {
  const { classes, limit, baselines, records, lead, annotator = 'atr' } = settings;
  const what =
    records === undefined
      ? `--split ${split.name} --part ${split.part}`
      : [
          `--records ${basename(records)}`,
          ...(lead ? [`--lead ${lead}`] : []),
          `--annotator ${annotator}`,
        ].join(' ');
  return [
    `saliogram evaluate --model ${model} ${what}`,
    ...(classes === 'own' ? [] : [`--classes ${classes}`]),
    ...(limit === undefined ? [] : [`--limit ${limit}`]),
    ...(baselines ? [] : ['--no-baselines']),
    `--seed ${split.seed}`,
  ].join(' ');
}
