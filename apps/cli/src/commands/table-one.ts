import type { Command } from 'commander';
import * as v from 'valibot';
import type { TableOne } from '@saliogram/explain';
import { loadDataSet } from '../data-set.ts';
import { spread } from '../limit.ts';
import { openModel, requireShippedModel } from '../model-file.ts';
import {
  commonOptions,
  engineOptions,
  oneOf,
  parseOptions,
  text,
  wholeNumber,
  withCommonOptions,
  withDataOption,
  withEngineOptions,
} from '../options.ts';
import { ownSplitOf } from '../own-split.ts';
import { techniquesFor } from '../paper-techniques.ts';
import { beatPreprocessingOf, dataSetOf } from '../preprocessing.ts';
import { computeTableOne } from '../table-one.ts';
import { createTerminal } from '../terminal.ts';
import { alignColumns, percent, thousands } from '../text-table.ts';

const options = v.object({
  ...commonOptions,
  ...engineOptions,
  model: v.optional(text),
  data: v.optional(text),
  split: v.optional(oneOf(['test', 'validation', 'train']), 'test'),
  limit: v.optional(wholeNumber(1), 500),
  paper: v.optional(v.boolean(), false),
});

export function define(command: Command, signal: AbortSignal): void {
  command
    .option('--model <file>', 'model file (default: the MIT-BIH model that comes with Saliogram)')
    .option('--split <part>', "part of the model's own split (default: test)")
    .option('--limit <number>', 'sequences, spread over the part (default: 500)')
    .option('--paper', 'seek learned masks as the paper does: Adam, 1e-3, 1000 iterations (slow)');
  withCommonOptions(
    withEngineOptions(withDataOption(command)),
    'saliogram table-one --model mitdb.safetensors --data data/mitdb --limit 500',
  );
  command.action(async () => {
    const settings = parseOptions(options, command.opts());
    const { json, seed, data: folder, split: part, limit, threads, backend } = settings;
    const terminal = createTerminal(json);
    const work = { signal, onEvent: terminal.onEvent };
    const path = settings.model ?? (await requireShippedModel('mitdb-lstm'));
    const model = await openModel(path, { backend, ...(threads ? { threads } : {}) });
    try {
      const own = ownSplitOf(model.metadata);
      const name = dataSetOf(model.metadata);
      const data = await loadDataSet(name, {
        data: folder,
        ...(name === 'mitdb' ? { preprocessing: beatPreprocessingOf(model.metadata) } : {}),
        seed: own.seed,
        ...work,
      });
      const table = await computeTableOne({
        model,
        data,
        indices: spread(data.split(own.kind, own.seed)[part], limit),
        techniques: techniquesFor(name, settings.paper),
        seed,
        ...work,
      });
      terminal.result(table, tableOneLines(table, data.zero));
    } finally {
      await model.close();
    }
  });
}

/** Table I as lines of text: the mean fall of the probability and of the score, and what was hidden. */
export function tableOneLines(table: TableOne, zero: string): string[] {
  const n = table.rows[0]?.n ?? 0;
  const cell = (interval: { estimate: number; low: number; high: number }): string =>
    `${interval.estimate.toFixed(3)} [${interval.low.toFixed(3)}, ${interval.high.toFixed(3)}]`;
  const rows = table.rows.map(({ technique, reductions, maskedFraction }) => [
    technique,
    cell(reductions.score.raw.byPrevalence),
    cell(reductions.score.raw.byClass),
    cell(reductions.probability.raw.byPrevalence),
    cell(reductions.probability.raw.byClass),
    percent(maskedFraction, 1),
  ]);
  return [
    `Average fall of the class score over ${thousands(n)} sequences when inputs with heat above 0.7 become 0 (${zero}), 95 % intervals over patients`,
    ...alignColumns([
      ['', 'score', 'score, classes alike', 'probability', 'probability, classes alike', 'hidden'],
      ...rows,
    ]),
    'Every reading of the normaliser is in --json and in the report of "saliogram reproduce".',
  ];
}
