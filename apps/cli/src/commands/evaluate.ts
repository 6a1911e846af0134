import type { Command } from 'commander';
import * as v from 'valibot';
import { SPLIT_NAMES } from '@saliogram/datasets';
import { evaluateClassifier } from '@saliogram/training';
import type { Evaluation } from '@saliogram/training';
import type { ClassInfo } from '@saliogram/core';
import { loadDataSet } from '../data-set.ts';
import { spread } from '../limit.ts';
import { measureBaselines } from '../measure-model.ts';
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
import { beatPreprocessingOf, dataSetOf } from '../preprocessing.ts';
import { ownSplitOf } from '../own-split.ts';
import { createTerminal } from '../terminal.ts';
import { alignColumns, percent, thousands } from '../text-table.ts';

const options = v.object({
  ...commonOptions,
  ...engineOptions,
  seed: v.optional(wholeNumber(0, 2 ** 32 - 1)),
  model: v.optional(text),
  data: v.optional(text),
  split: v.optional(splitName),
  part: v.optional(oneOf(['test', 'validation', 'train']), 'test'),
  limit: v.optional(wholeNumber(1)),
  baselines: v.boolean(),
});

export function define(command: Command, signal: AbortSignal): void {
  command
    .option('--model <file>', 'model file (default: the MIT-BIH model that comes with Saliogram)')
    .option('--split <name>', `${SPLIT_NAMES.join(', ')} (default: the one the model was trained on)`)
    .option('--part <name>', 'of the split: test, validation or train (default: test)')
    .option('--limit <number>', 'evaluate that many sequences only')
    .option('--no-baselines', 'leave out the majority and 1-nearest-neighbour baselines');
  withCommonOptions(
    withEngineOptions(withDataOption(command)),
    'saliogram evaluate --model mitdb.safetensors --data data/mitdb --split ds1-ds2',
  );
  command.action(async () => {
    const settings = parseOptions(options, command.opts());
    const { json, data: folder, part, threads, backend, limit } = settings;
    const terminal = createTerminal(json);
    const work = { signal, onEvent: terminal.onEvent };
    const path = settings.model ?? (await requireShippedModel('mitdb-lstm'));
    const model = await openModel(path, { backend, ...(threads ? { threads } : {}) });
    try {
      const own = ownSplitOf(model.metadata);
      const name = dataSetOf(model.metadata);
      const seed = settings.seed ?? own.seed;
      const data = await loadDataSet(name, {
        data: folder,
        ...(name === 'mitdb' ? { preprocessing: beatPreprocessingOf(model.metadata) } : {}),
        seed,
        ...work,
      });
      const split = data.split(settings.split ?? own.name, seed);
      const indices = limit === undefined ? split[part] : spread(split[part], limit);
      const evaluation = await evaluateClassifier(model, data, indices, work);
      const baselines = settings.baselines ? await measureBaselines(data, split.train, indices, work) : {};
      terminal.result(
        { ...evaluation, model: path, split: { part, name: split.name, seed }, baselines },
        evaluationLines(evaluation, baselines, data.classes, `${part} part of the split ${split.name}`),
      );
    } finally {
      await model.close();
    }
  });
}

/** An evaluation and its baselines as lines of text. */
export function evaluationLines(
  evaluation: Evaluation,
  baselines: Readonly<Record<string, Evaluation>>,
  classes: readonly ClassInfo[],
  where: string,
): string[] {
  const rows = classes.map(({ symbol, name }) => {
    const { sensitivity, positivePredictivity, f1, support } = evaluation.perClass[symbol];
    return [
      symbol,
      name,
      thousands(support),
      percent(sensitivity),
      percent(positivePredictivity),
      percent(f1),
    ];
  });
  return [
    `${thousands(evaluation.n)} sequences, ${where}`,
    `accuracy ${percent(evaluation.accuracy)}, cross-entropy ${evaluation.crossEntropy?.toFixed(4) ?? '-'}`,
    ...alignColumns([['', 'class', 'number', 'sensitivity', 'pos. predictivity', 'F1'], ...rows]),
    ...Object.entries(baselines).map(
      ([name, baseline]) =>
        `baseline ${name === 'majority' ? 'majority' : '1-nearest-neighbour'}: accuracy ${percent(baseline.accuracy)}`,
    ),
  ];
}
