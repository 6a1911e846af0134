import { join } from 'node:path';
import type { Command } from 'commander';
import * as v from 'valibot';
import { DEFAULT_METHODS, recipeOf, runBenchmark } from '@saliogram/benchmarks';
import type { BenchmarkResult } from '@saliogram/benchmarks';
import { TRUTH_BENCHMARKS, truthBenchmarkEntry } from '@saliogram/datasets';
import { directoryCheckpointStore } from '@saliogram/training/node';
import { benchClassTable, benchLines, benchTable } from '../bench-table.ts';
import { commonOptions, parseOptions, text, wholeNumber, withCommonOptions } from '../options.ts';
import { createTerminal } from '../terminal.ts';
import { optionsSet } from '../explanation/method-options.ts';
import { alignColumns } from '../text-table.ts';
import { writeWhole } from '../whole-file.ts';

const collect = (value: string, before: string[] = []): string[] => [...before, value];

export function define(command: Command, signal: AbortSignal): void {
  const explain = command
    .command('explain')
    .description('measure explanations where the truth is known, with published numbers beside')
    .argument('<name>', 'a benchmark of "saliogram bench list"')
    .option(
      '--methods <names>',
      `with commas between them; a*b joins two maps, :shares makes shares of each step (default: ${DEFAULT_METHODS.join(',')})`,
    )
    .option(
      '--set <method.name=value>',
      'an option of a method other than the protocol has it; may be repeated',
      collect,
    )
    .option('--folds <number>', 'models, each with its own part of the data (default: 5)')
    .option('--limit <number>', 'test sequences explained per fold (default: all)')
    .option('--threads <number>', 'threads (default: 1)')
    .option(
      '--cache <dir>',
      'folder of models and results, from which an interrupted run goes on (default: bench-models)',
    )
    .option('--out <dir>', 'folder for NAME.json and NAME.md');
  withCommonOptions(explain, 'saliogram bench explain rare-feature --folds 5').action((name: unknown) =>
    benchExplain(explain, name, signal),
  );

  const list = command.command('list').description('the benchmarks there are');
  withCommonOptions(list, 'saliogram bench list').action(() => listBenchmarks(list));
  command.addHelpText('after', '\nExample:\n  $ saliogram bench explain rare-feature\n');
}

const options = v.object({
  ...commonOptions,
  name: text,
  methods: v.optional(text),
  set: v.optional(v.array(text), []),
  folds: v.optional(wholeNumber(1), 5),
  limit: v.optional(wholeNumber(1)),
  threads: v.optional(wholeNumber(1, 64), 1),
  cache: v.optional(text, 'bench-models'),
  out: v.optional(text),
});

async function benchExplain(command: Command, given: unknown, signal: AbortSignal): Promise<void> {
  const settings = parseOptions(options, { ...command.opts(), name: given });
  const { json, name, methods, set, folds, limit, seed, threads, cache, out } = settings;
  const terminal = createTerminal(json);
  const chosen = methods?.split(',').map((method) => method.trim()) ?? DEFAULT_METHODS;
  const single = chosen.flatMap((combined) => combined.replace(/:.*$/, '').split('*'));
  const result = await runBenchmark(name, {
    methods: chosen,
    methodOptions: optionsSet([...new Set(single)], set),
    folds,
    ...(limit !== undefined && { limit }),
    seed,
    threads,
    cache: directoryCheckpointStore(cache),
    signal,
    onEvent: terminal.onEvent,
  });
  if (out !== undefined) {
    await writeWhole(join(out, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
    await writeWhole(join(out, `${name}.md`), `${markdown(result).join('\n')}\n`);
  }
  terminal.result(result, [
    titleOf(result),
    ...benchLines(result, terminal.width),
    ...recipeOf(name).notes,
    'AUP, AUR, information and entropy do not measure order; they stand here to compare with the literature.',
  ]);
}

function titleOf({ name, folds, sequences, accuracy }: BenchmarkResult): string {
  const right = accuracy ? `, the model right in ${(100 * accuracy.mean).toFixed(1)} %` : ', a white box';
  const over = folds === 1 ? 'one fold' : `mean ± standard deviation over ${folds} folds`;
  return `${truthBenchmarkEntry(name).title}: ${sequences} sequences, ${over}${right}`;
}

function markdown(result: BenchmarkResult): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = ([heads, ...rows]: readonly string[][]): string[] =>
    heads ? ['', line(heads), line(heads.map(() => '---')), ...rows.map(line)] : [];
  return [titleOf(result), ...table(benchTable(result)), ...table(benchClassTable(result))];
}

function listBenchmarks(command: Command): void {
  const { json } = parseOptions(v.object(commonOptions), command.opts());
  const rows = TRUTH_BENCHMARKS.map(({ name, title, source, labelling, sizes }) => ({
    name,
    title,
    source,
    labelling,
    sizes,
  }));
  const terminal = createTerminal(json);
  terminal.result(
    { benchmarks: rows },
    [...new Set(rows.map(({ source }) => source))].flatMap((source) => [
      source,
      ...alignColumns(
        rows.filter((row) => row.source === source).map(({ name, title }) => [`  ${name}`, title]),
        terminal.width,
      ),
    ]),
  );
}
