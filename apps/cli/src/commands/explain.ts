import { extname } from 'node:path';
import type { Command } from 'commander';
import * as v from 'valibot';
import { SaliogramError } from '@saliogram/core';
import type { ClassInfo, OnEvent } from '@saliogram/core';
import { BASELINE_NAMES } from '@saliogram/explain';
import type { RecurrentModel } from '@saliogram/nn';
import { explanationsParquet } from '@saliogram/report';
import { svgToPng } from '@saliogram/report/node';
import { baselineOptions } from '../explanation/baseline-options.ts';
import { readBeatInput } from '../explanation/beat-input.ts';
import { waveSpans } from '../explanation/beat-waves.ts';
import { chooseMethods } from '../explanation/choose-methods.ts';
import { notOfDigits, readDigitInput } from '../explanation/digit-input.ts';
import { explainSequence } from '../explanation/explain-sequence.ts';
import type { Explanation } from '../explanation/explain-sequence.ts';
import type { ExplainedInput } from '../explanation/explained-input.ts';
import { explanationJson } from '../explanation/explanation-json.ts';
import { explanationRows } from '../explanation/explanation-row.ts';
import { fileMetadata } from '../explanation/file-metadata.ts';
import { explanationLines } from '../explanation/explanation-lines.ts';
import { explanationPicture } from '../explanation/explanation-picture.ts';
import { optionsOfMethods } from '../explanation/method-options.ts';
import { nearestLines, nearestTraining } from '../explanation/nearest-training.ts';
import { openModel, requireShippedModel } from '../model-file.ts';
import {
  commonOptions,
  engineOptions,
  parseOptions,
  text,
  wholeNumber,
  withCommonOptions,
  withEngineOptions,
} from '../options.ts';
import { createTerminal } from '../terminal.ts';
import { writeWhole } from '../whole-file.ts';

const options = v.object({
  ...commonOptions,
  ...engineOptions,
  model: v.optional(text),
  record: v.optional(v.string()),
  beat: v.optional(wholeNumber(0), 0),
  image: v.optional(wholeNumber(0)),
  data: v.optional(text),
  method: v.optional(text, 'learned-mask'),
  slow: v.optional(v.boolean(), false),
  baseline: v.optional(text),
  target: v.optional(text),
  set: v.optional(v.array(text), []),
  paper: v.optional(v.boolean(), false),
  perWave: v.optional(v.boolean(), false),
  nearest: v.optional(v.boolean(), false),
  verdict: v.boolean(),
  out: v.optional(
    v.pipe(
      text,
      v.regex(/\.(svg|png|json|parquet)$/i, 'expected a file ending in .svg, .png, .json or .parquet'),
    ),
  ),
});
type Options = v.InferOutput<typeof options>;

const collect = (value: string, before: string[] = []): string[] => [...before, value];

export function define(command: Command, signal: AbortSignal): void {
  command
    .option('--model <file>', 'model file (default: the one for heartbeats, or for digits with --image)')
    .option('--record <path>', 'a WFDB record: the path of its header without .hea')
    .option('--beat <index>', 'which of the detected beats, from 0 (default: 0)')
    .option('--image <index>', 'which digit of the test set of MNIST, from 0, instead of a beat')
    .option(
      '--data <dir>',
      "folder of the model's training data: baselines are made of it, not of the record",
    )
    .option(
      '--method <names>',
      'one method, several with commas, or all (default: learned-mask); "saliogram methods" lists them',
    )
    .option('--slow', 'with all: methods too that take minutes')
    .option('--baseline <value>', `what stands for an absent input: a number, ${BASELINE_NAMES.join(', ')}`)
    .option('--target <symbol>', 'the class to explain (default: the one the model decides for)')
    .option('--set <name=value>', 'an option of a method, such as width=20; may be repeated', collect)
    .option('--paper', 'seek a learned mask as the paper does: Adam, 1e-3, 1000 iterations (slow)')
    .option('--no-verdict', 'leave out what each map is worth, which takes most of the time')
    .option('--per-wave', 'say in which waves the evidence lies, with their ms and mV')
    .option(
      '--nearest',
      'name the training beats that the model takes for most like it, and the nearest of each class',
    )
    .option('--out <file>', 'write a figure (.svg, .png) or the numbers (.json, .parquet)');
  withCommonOptions(
    withEngineOptions(command),
    [
      'saliogram explain --record data/mitdb/119 --beat 5 --method occlusion --set width=20 --out beat.svg',
      'saliogram explain --record data/mitdb/119 --beat 5 --method all --per-wave --out beat.png',
      'saliogram explain --image 7 --data data/mnist --method occlusion,input-derivative',
    ].join('\n'),
  );
  command.action(async () => {
    const settings = parseOptions(options, command.opts());
    checkSource(settings);
    const { threads, backend } = settings;
    const shipped = settings.image === undefined ? 'mitdb-lstm' : 'mnist-lstm';
    const path = settings.model ?? (await requireShippedModel(shipped));
    const model = await openModel(path, { backend, ...(threads ? { threads } : {}) });
    try {
      await explain(model, path, settings, signal);
    } finally {
      await model.close();
    }
  });
}

/** @throws `argument-invalid` unless a beat or a digit is named, and nothing is asked that a digit has not */
function checkSource({ record, image, perWave, baseline }: Options): void {
  if (record !== undefined && record !== '' && image !== undefined) {
    throw new SaliogramError(
      'argument-invalid',
      '--image: got it beside --record, expected one of the two; leave one out',
    );
  }
  if (image !== undefined && perWave) throw notOfDigits('--per-wave');
  if (image !== undefined && (baseline === 'isoelectric' || baseline === 'dominant-beat')) {
    throw notOfDigits(`--baseline ${baseline}`);
  }
  if ((record === undefined || record === '') && image === undefined) {
    throw new SaliogramError(
      'argument-invalid',
      '--record: got nothing, expected the path of a record without .hea, such as data/mitdb/100; or a digit with --image',
    );
  }
}

async function explain(
  model: RecurrentModel,
  path: string,
  settings: Options,
  signal: AbortSignal,
): Promise<void> {
  const terminal = createTerminal(settings.json);
  const work = { signal, onEvent: terminal.onEvent };
  const { method, perWave, out } = settings;
  const chosen = chooseMethods(method, model, settings.slow);
  const several = method === 'all' || chosen.names.length > 1;
  const input = await readInput(model, settings, work);
  const explanation = await explainSequence({
    model,
    input,
    target: settings.target === undefined ? undefined : classIndex(model.classes, settings.target),
    chosen,
    options: await optionsOfMethods(chosen.names, settings, input),
    lenient: method === 'all',
    perWave,
    verdict: settings.verdict ? await baselineOptions(settings.baseline, input) : undefined,
    seed: settings.seed,
    ...work,
  });
  const waves = perWave ? await input.waves() : undefined;
  const nearest = settings.nearest ? await nearestTraining(model, path, input, signal) : undefined;
  const json = {
    ...explanationJson(explanation, waves?.measurements, several),
    ...(nearest && { nearestTraining: nearest }),
  };
  if (out?.toLowerCase().endsWith('.parquet')) {
    await writeWhole(out, await parquetOf(explanation, model, path, settings));
  } else if (out !== undefined) {
    await writeOutput(out, explanation, several, json);
  }
  terminal.result(json, [
    ...explanationLines(explanation, waves, terminal.width),
    ...(nearest ? nearestLines(nearest) : []),
    ...(out === undefined ? [] : [`written: ${out}`]),
  ]);
}

function readInput(
  model: RecurrentModel,
  { record = '', beat, image, data }: Options,
  work: { readonly signal: AbortSignal; readonly onEvent: OnEvent },
): Promise<ExplainedInput> {
  return image === undefined
    ? readBeatInput(model, { record, beat, data }, work)
    : readDigitInput(model, { image, data }, work);
}

async function writeOutput(
  path: string,
  explanation: Explanation,
  several: boolean,
  json: unknown,
): Promise<void> {
  const kind = extname(path).toLowerCase();
  if (kind === '.json') return writeWhole(path, `${JSON.stringify(json)}\n`);
  const { input } = explanation;
  const spans = several && input.drawing.kind === 'series' ? waveSpans(await input.waves()) : [];
  const svg = explanationPicture(explanation, spans, several);
  return writeWhole(path, kind === '.png' ? svgToPng(svg, { scale: 2 }) : svg);
}

async function parquetOf(
  explanation: Explanation,
  model: RecurrentModel,
  path: string,
  settings: Options,
): Promise<Uint8Array> {
  const { steps, channels } = explanation.input.x;
  return explanationsParquet({
    shape: { steps, channels },
    classes: model.classes.map(({ symbol }) => symbol),
    rows: explanationRows(explanation),
    metadata: await fileMetadata(model, path, 'explain', settings),
  });
}

function classIndex(classes: readonly ClassInfo[], symbol: string): number {
  const index = classes.findIndex((info) => info.symbol === symbol);
  if (index >= 0) return index;
  throw new SaliogramError(
    'argument-invalid',
    `--target: got ${symbol}, expected one of ${classes.map((info) => info.symbol).join(', ')}`,
    { details: { target: symbol } },
  );
}
