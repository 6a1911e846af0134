import { basename, join } from 'node:path';
import type { Command } from 'commander';
import * as v from 'valibot';
import { SaliogramError, argmax } from '@saliogram/core';
import type { OnEvent } from '@saliogram/core';
import { BASELINE_NAMES } from '@saliogram/explain';
import type { Attribution, BaselineOptions, EvaluationPart, ExplanationTable } from '@saliogram/explain';
import { layerNames } from '@saliogram/nn';
import type { RecurrentModel } from '@saliogram/nn';
import { explanationEvaluationReport, explanationsParquet } from '@saliogram/report';
import type { ExplanationEvaluation } from '@saliogram/report';
import type { DataSet } from '../data-set.ts';
import type { AgainSequences } from '../explanation-evaluation/again-columns.ts';
import { evaluateMaps } from '../explanation-evaluation/evaluate-explanations.ts';
import { explanationEvaluationLines } from '../explanation-evaluation/evaluation-lines.ts';
import { evaluationNotes } from '../explanation-evaluation/evaluation-notes.ts';
import { evaluationRows } from '../explanation-evaluation/evaluation-rows.ts';
import { explainAgain } from '../explanation-evaluation/explain-again.ts';
import { explainSequences } from '../explanation-evaluation/explain-sequences.ts';
import { MANY_PASSES, isDear } from '../explanation-evaluation/many-passes.ts';
import { folderCache, noCache } from '../explanation-evaluation/map-cache.ts';
import { folderNumbers, noNumbers, scoreStoreOf } from '../explanation-evaluation/numbers-cache.ts';
import type { NumbersCache } from '../explanation-evaluation/numbers-cache.ts';
import { sequencesToExplain } from '../explanation-evaluation/sequences-to-explain.ts';
import type { SequencesToExplain } from '../explanation-evaluation/sequences-to-explain.ts';
import { untrainedMaps } from '../explanation-evaluation/untrained-maps.ts';
import { chooseMethods } from '../explanation/choose-methods.ts';
import type { ChosenMethods, LeftOut } from '../explanation/choose-methods.ts';
import { fileMetadata } from '../explanation/file-metadata.ts';
import { baselineOf, optionsOfMethods } from '../explanation/method-options.ts';
import { loadModelData } from '../explanation/training-sequences.ts';
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
import { createTerminal } from '../terminal.ts';
import { version } from '../version.ts';
import { writeWhole } from '../whole-file.ts';

/** Measures of maps that are there. */
const mapParts = ['removal', 'cumulative', 'additive', 'shape'] as const satisfies readonly EvaluationPart[];
/** Measures that explain again. */
const againParts = ['robustness', 'sanity'] as const;
const measureParts = [...mapParts, ...againParts];

const options = v.object({
  ...commonOptions,
  ...engineOptions,
  model: v.optional(text),
  data: v.optional(text),
  split: v.optional(oneOf(['test', 'validation', 'train']), 'test'),
  limit: v.optional(wholeNumber(2), 100),
  methods: v.optional(text, 'all'),
  slow: v.optional(v.boolean(), false),
  baseline: v.optional(text, '0'),
  set: v.optional(v.array(text), []),
  measures: v.optional(
    v.pipe(
      v.string(),
      v.transform((list) => list.split(',').map((name) => name.trim())),
      v.array(oneOf(measureParts)),
    ),
    measureParts.join(','),
  ),
  again: v.optional(wholeNumber(2), 10),
  untrained: v.boolean(),
  out: v.optional(text),
});
type Options = v.InferOutput<typeof options>;

const collect = (value: string, before: string[] = []): string[] => [...before, value];

export function define(command: Command, signal: AbortSignal): void {
  command
    .option('--model <file>', 'model file (default: the MIT-BIH model that comes with Saliogram)')
    .option('--split <part>', "part of the model's own split: test, validation or train (default: test)")
    .option('--limit <number>', 'sequences, spread over the part (default: 100)')
    .option('--methods <names>', 'methods with commas between, or all (default: all)')
    .option(
      '--slow',
      'with all: methods too that take minutes; an untrained model, robustness and sanity for all',
    )
    .option(
      '--baseline <value>',
      `what stands for an absent input: a number, ${BASELINE_NAMES.join(', ')} (default: 0)`,
    )
    .option(
      '--set <name=value>',
      'an option of methods, such as occlusion.width=20; may be repeated',
      collect,
    )
    .option('--measures <parts>', `some of ${measureParts.join(', ')} (default: all)`)
    .option(
      '--again <number>',
      'sequences, spread over the part, to explain again for robustness and sanity: about 10 times each (default: 10)',
    )
    .option(
      '--no-untrained',
      'leave out the maps of an untrained model, which take about as long as the others',
    )
    .option(
      '--out <folder>',
      'write report, numbers and maps; what is there is not explained or measured again',
    );
  withCommonOptions(
    withEngineOptions(withDataOption(command)),
    'saliogram evaluate-explanations --data data/mitdb --limit 100 --out explanations',
  );
  command.action(async () => {
    const settings = parseOptions(options, command.opts());
    const { threads, backend } = settings;
    const path = settings.model ?? (await requireShippedModel('mitdb-lstm'));
    const model = await openModel(path, { backend, ...(threads ? { threads } : {}) });
    try {
      await evaluate(model, path, settings, signal);
    } finally {
      await model.close();
    }
  });
}

/** How long work is followed and stopped. */
interface Work {
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

async function evaluate(
  model: RecurrentModel,
  path: string,
  settings: Options,
  signal: AbortSignal,
): Promise<void> {
  const started = performance.now();
  const terminal = createTerminal(settings.json);
  const work = { signal, onEvent: terminal.onEvent };
  const { baseline, limit, split: part, out, measures, seed } = settings;
  const chosen = withoutControls(chooseMethods(settings.methods, model, settings.slow));
  const data = await loadModelData(model, settings.data, work);
  const sequences = sequencesToExplain(model, data, part, limit);
  const metadata = await fileMetadata(model, path, 'evaluate-explanations', settings);
  const made = await makeMaps(model, data, sequences, chosen, metadata, settings, work);
  const numbers = out === undefined ? noNumbers : folderNumbers(join(out, 'measures'));
  const madeFrom = (of: SequencesToExplain) => madeFromOf(of, data, metadata, settings);
  const again = await explainSomeAgain(model, data, made.maps, numbers, madeFrom, settings, work);
  const { table, ...evaluated } = await evaluateMaps({
    model,
    x: sequences.x,
    targets: made.targets,
    groups: sequences.groups,
    maps: made.maps,
    untrained: made.untrained,
    again: again.sequences,
    baseline: await baselineOptions(baseline, sequences),
    parts: mapParts.filter((name) => measures.includes(name)),
    seed,
    store: scoreStoreOf(numbers, { ...madeFrom(sequences), seed }),
    ...work,
  });
  const groups = new Set(sequences.groups).size;
  const results: ExplanationEvaluation = {
    model: basename(path),
    split: { ...sequences.split, part },
    n: sequences.x.batch,
    drawn: sequences.drawn,
    groups,
    baseline,
    ...evaluated,
    leftOut: [...chosen.leftOut, ...made.leftOut, ...again.leftOut],
    notes: evaluationNotes(evaluated, made.maps, groups),
  };
  if (out !== undefined) {
    await writeRows(out, model, data, sequences, made, table, metadata);
    await writePage(out, results, model, data, metadata, settings, table.settings, started);
    terminal.note(`written: ${join(out, 'report.html')}, results.json, explanations.parquet`);
  }
  terminal.result(results, explanationEvaluationLines(results));
}

/** What shapes maps and measures alike. */
function madeFromOf(
  { indices }: SequencesToExplain,
  data: DataSet,
  metadata: Readonly<Record<string, unknown>>,
  { baseline }: Options,
): Readonly<Record<string, unknown>> {
  return {
    model: metadata['model'],
    engine: metadata['engine'],
    data: data.dataHash,
    indices: [...indices],
    baseline,
    version,
  };
}

/** Robustness and sanity, of fewer sequences since each is explained about ten times. */
async function explainSomeAgain(
  model: RecurrentModel,
  data: DataSet,
  maps: readonly Attribution[],
  cache: NumbersCache,
  madeFrom: (of: SequencesToExplain) => Readonly<Record<string, unknown>>,
  settings: Options,
  work: Work,
): Promise<{ readonly sequences: AgainSequences | null; readonly leftOut: readonly LeftOut[] }> {
  const { split, again, measures, slow, seed } = settings;
  const parts = againParts.filter((name) => measures.includes(name));
  if (parts.length === 0) return { sequences: null, leftOut: [] };
  const sequences = sequencesToExplain(model, data, split, again);
  const targets = decidedClasses(model, await model.scores(sequences.x, { signal: work.signal }));
  const names = maps.map(({ method }) => method);
  const options = await methodOptions({ names, leftOut: [] }, settings, sequences);
  const { rows, leftOut } = await explainAgain({
    model,
    sequences,
    targets,
    maps,
    options,
    parts,
    slow,
    lenient: settings.methods === 'all',
    seed,
    cache,
    madeFrom: madeFrom(sequences),
    ...work,
  });
  const layers = layerNames(model.metadata.architecture);
  return { sequences: { targets, groups: sequences.groups, layers, rows }, leftOut };
}

/** The class of the highest score of each sequence, [B]. */
function decidedClasses({ classes: { length } }: RecurrentModel, scores: Float32Array): Int32Array {
  return Int32Array.from({ length: scores.length / length }, (_, b) =>
    argmax(scores, b * length, (b + 1) * length),
  );
}

/** Maps by all methods, and what they are of. */
interface MadeMaps {
  /** Scores of the model, [B, K]. */
  readonly scores: Float32Array;
  /** The classes that the model decides for, [B]. */
  readonly targets: Int32Array;
  readonly maps: readonly Attribution[];
  readonly untrained: readonly Attribution[];
  readonly leftOut: readonly LeftOut[];
}

async function makeMaps(
  model: RecurrentModel,
  data: DataSet,
  sequences: SequencesToExplain,
  chosen: ChosenMethods,
  metadata: Readonly<Record<string, unknown>>,
  settings: Options,
  work: Work,
): Promise<MadeMaps> {
  const { x } = sequences;
  const { out, seed } = settings;
  const scores = await model.scores(x, { signal: work.signal });
  const targets = decidedClasses(model, scores);
  const request = {
    sequences,
    targets,
    chosen,
    optionsFor: (of: SequencesToExplain) => methodOptions(chosen, settings, of),
    lenient: settings.methods === 'all',
    cache: out === undefined ? noCache : folderCache(join(out, 'maps')),
    madeFrom: (of: SequencesToExplain) => madeFromOf(of, data, metadata, settings),
    ...work,
  };
  const { maps, leftOut } = await explainSequences({ ...request, model, suffix: '' });
  if (!settings.untrained) return { scores, targets, maps, untrained: [], leftOut };
  const dear = maps.filter((map) => !settings.slow && isDear(map)).map(({ method }) => method);
  const names = maps.map(({ method }) => method).filter((name) => !dear.includes(name));
  const able = { names, leftOut: [] };
  const untrained = await untrainedMaps(model, { ...request, chosen: able, lenient: false }, seed);
  const why = `no maps of an untrained model: more than ${MANY_PASSES} passes each; made with --slow`;
  return {
    scores,
    targets,
    maps,
    untrained: untrained.maps,
    leftOut: [...leftOut, ...dear.map((method) => ({ method, why }))],
  };
}

/** The controls are in every table, and are not asked for. */
function withoutControls(chosen: ChosenMethods): ChosenMethods {
  const names = chosen.names.filter((name) => name !== 'random-heat' && name !== 'magnitude');
  if (names.includes('temporal-scores') || names.length === 0) {
    throw new SaliogramError(
      'argument-invalid',
      `--methods: got ${chosen.names.join(', ')}, expected methods that divide a decision among steps; "saliogram methods" lists them`,
    );
  }
  return { ...chosen, names };
}

/** The baseline for every method that has one: without, each would have its own. */
function methodOptions(
  { names }: ChosenMethods,
  { baseline, set, seed }: Options,
  sequences: SequencesToExplain,
): ReturnType<typeof optionsOfMethods> {
  // Zero is what all methods have that do not draw from data, which keep their own.
  const given = baseline === '0' ? undefined : baseline;
  return optionsOfMethods(names, { baseline: given, set, seed, paper: false }, sequences);
}

async function baselineOptions(given: string, sequences: SequencesToExplain): Promise<BaselineOptions> {
  const baseline = baselineOf(given);
  if (typeof baseline === 'number') return { baseline };
  return { baseline, reference: await sequences.baselineReference(baseline) };
}

function writeRows(
  folder: string,
  { classes }: RecurrentModel,
  data: DataSet,
  { indices, x }: SequencesToExplain,
  { scores, maps }: MadeMaps,
  table: ExplanationTable,
  metadata: Readonly<Record<string, unknown>>,
): Promise<void> {
  const file = explanationsParquet({
    shape: { steps: x.steps, channels: x.channels },
    classes: classes.map(({ symbol }) => symbol),
    rows: evaluationRows({ data, indices, classes, scores, maps, table }),
    metadata: { ...metadata, measures: table.settings },
  });
  return writeWhole(join(folder, 'explanations.parquet'), file);
}

async function writePage(
  folder: string,
  results: ExplanationEvaluation,
  model: RecurrentModel,
  data: DataSet,
  metadata: Readonly<Record<string, unknown>>,
  settings: Options,
  measured: Readonly<Record<string, unknown>>,
  started: number,
): Promise<void> {
  const { sha256 } = metadata['model'] as { readonly sha256: string };
  const page = explanationEvaluationReport(results, {
    command: commandLine(results, settings),
    created: String(metadata['created']),
    versions: metadata['versions'] as Record<string, string>,
    seeds: { draws: settings.seed, split: results.split.seed },
    hashes: { model: sha256, data: data.dataHash },
    settings: { engine: model.engine.backend, threads: model.engine.threads, measures: measured },
    seconds: { total: (performance.now() - started) / 1000 },
  });
  await writeWhole(join(folder, 'report.html'), page);
  await writeWhole(join(folder, 'results.json'), `${JSON.stringify(results)}\n`);
}

function commandLine({ model, split }: ExplanationEvaluation, settings: Options): string {
  const { limit, methods, slow, baseline, set, measures, again, untrained, seed } = settings;
  return [
    `saliogram evaluate-explanations --model ${model} --split ${split.part} --limit ${limit} --methods ${methods}`,
    ...(slow ? ['--slow'] : []),
    ...(baseline === '0' ? [] : [`--baseline ${baseline}`]),
    ...set.map((pair) => `--set ${pair}`),
    ...(measures.length < measureParts.length ? [`--measures ${measures.join(',')}`] : []),
    ...(again === 10 ? [] : [`--again ${again}`]),
    ...(untrained ? [] : ['--no-untrained']),
    `--seed ${seed}`,
  ].join(' ');
}
