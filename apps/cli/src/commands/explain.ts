import { basename, dirname, extname } from 'node:path';
import type { Command } from 'commander';
import * as v from 'valibot';
import {
  SaliogramError,
  argmax,
  gatherBatch,
  isSaliogramError,
  sequenceBatch,
  softmax,
} from '@saliogram/core';
import type { ClassInfo } from '@saliogram/core';
import { cutBeats } from '@saliogram/datasets';
import { attributionMethod, attributionMethods, heatOf, salientSequences } from '@saliogram/explain';
import type { Attribution } from '@saliogram/explain';
import { saliencyFigure } from '@saliogram/figures';
import type { LaneLayout } from '@saliogram/figures';
import { openRecord, readAnnotations } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { svgToPng } from '@saliogram/report/node';
import { channelText, rhythmText } from '@saliogram/signal';
import type { BeatChannel } from '@saliogram/signal';
import type { RecurrentModel } from '@saliogram/nn';
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
import { beatPreprocessingOf } from '../preprocessing.ts';
import { temporalAttribution } from '../temporal-attribution.ts';
import { createTerminal } from '../terminal.ts';
import { percent } from '../text-table.ts';
import { writeWhole } from '../whole-file.ts';

const options = v.object({
  ...commonOptions,
  ...engineOptions,
  model: v.optional(text),
  record: v.pipe(
    v.optional(v.string(), ''),
    v.nonEmpty('expected the path of a record without .hea, such as data/mitdb/100'),
  ),
  beat: v.optional(wholeNumber(0), 0),
  method: v.optional(text, 'learned-mask'),
  target: v.optional(text),
  set: v.optional(v.array(text), []),
  paper: v.optional(v.boolean(), false),
  out: v.optional(
    v.pipe(text, v.regex(/\.(svg|png|json)$/i, 'expected a file ending in .svg, .png or .json')),
  ),
});
type Options = v.InferOutput<typeof options>;

const collect = (value: string, before: string[] = []): string[] => [...before, value];

export function define(command: Command, signal: AbortSignal): void {
  command
    .option('--model <file>', 'model file (default: the MIT-BIH model that comes with Saliogram)')
    .option('--record <path>', 'a WFDB record: the path of its header without .hea')
    .option('--beat <index>', 'which of the detected beats, from 0 (default: 0)')
    .option(
      '--method <name>',
      `temporal-scores, ${attributionMethods.map(({ name }) => name).join(', ')} (default: learned-mask)`,
    )
    .option('--target <symbol>', 'the class to explain (default: the one the model decides for)')
    .option('--set <name=value>', 'an option of the method, such as width=20; may be repeated', collect)
    .option('--paper', 'seek a learned mask as the paper does: Adam, 1e-3, 1000 iterations (slow)')
    .option('--out <file>', 'write a figure (.svg, .png) or the numbers (.json)');
  withCommonOptions(
    withEngineOptions(command),
    'saliogram explain --record data/mitdb/119 --beat 5 --method occlusion --set width=20 --out beat.svg',
  );
  command.action(async () => {
    const settings = parseOptions(options, command.opts());
    const { threads, backend } = settings;
    const path = settings.model ?? (await requireShippedModel('mitdb-lstm'));
    const model = await openModel(path, { backend, ...(threads ? { threads } : {}) });
    try {
      await explainBeat(model, settings, signal);
    } finally {
      await model.close();
    }
  });
}

async function explainBeat(model: RecurrentModel, settings: Options, signal: AbortSignal): Promise<void> {
  const terminal = createTerminal(settings.json);
  const preprocessing = beatPreprocessingOf(model.metadata);
  const store = directoryStore(dirname(settings.record));
  const name = basename(settings.record);
  const record = await openRecord(store, name);
  await record.verify();
  const annotations = await readAnnotations(store, name).catch((error: unknown) => {
    if (isSaliogramError(error, 'file-missing')) return undefined;
    throw error;
  });
  const beats = await cutBeats(record, preprocessing.centring === 'annotated' ? annotations : undefined, {
    preprocessing,
  });
  const peak = peakOf(beats.peaks, settings.beat, name);
  const steps = preprocessing.window.before + preprocessing.window.after;
  const channels = preprocessing.channels?.length ?? 1;
  const all = sequenceBatch(beats.values, beats.peaks.length, steps, channels);
  const x = gatherBatch(all, [settings.beat]);
  const scores = await model.scores(x, { signal });
  const decided = argmax(scores);
  const target = settings.target === undefined ? decided : classIndex(model.classes, settings.target);
  // What stands in for a step is drawn from the other beats of the recording.
  const drawn = settings.method === 'augmented-occlusion' ? { data: all } : {};
  const run = { signal, onEvent: terminal.onEvent, ...drawn, ...methodOptions(settings) };
  const attribution =
    settings.method === 'temporal-scores'
      ? await temporalAttribution(model, x, target, run)
      : await attributionMethod(settings.method).explain(model, x, target, run);
  const probabilities = softmax(scores, model.classes.length);
  const facts: BeatFacts = {
    record: name,
    lead: beats.lead,
    beat: settings.beat,
    sample: peak,
    timeS: peak / record.samplingFrequency,
    reference: referenceSymbol(annotations, peak, record.samplingFrequency),
    decided: model.classes[decided].symbol,
    probabilities: Object.fromEntries(model.classes.map(({ symbol }, k) => [symbol, probabilities[k]])),
    target: model.classes[target].symbol,
  };
  const result = resultOf(attribution, facts, x.values);
  if (settings.out !== undefined) {
    const { samplingFrequency, window } = preprocessing;
    const layout = {
      steps,
      channels,
      ...(preprocessing.channels && { lanes: preprocessing.channels.map(laneOf) }),
      samplingFrequency,
      originStep: window.before,
      unit: model.metadata.units,
    };
    const salient = salientSequences(attribution)[0] === 1;
    const svg = saliencyFigure({
      techniques: [titleOf(attribution.method)],
      rows: [
        {
          label: model.classes[target].name,
          detail: `record ${name}, ${beats.lead}, ${facts.timeS.toFixed(1)}\u00a0s`,
          probability: probabilities[target],
          values: x.values,
          heats: [salient ? heatOf(attribution) : null],
        },
      ],
      layout,
      notes: attribution.notes ?? [],
    });
    await writeOutput(settings.out, svg, result);
  }
  terminal.result(
    result,
    explanationLines(
      result,
      facts,
      model.classes,
      preprocessing.window.before,
      preprocessing.samplingFrequency,
      settings.out,
    ),
  );
}

/** How a channel is drawn: a trace, or words for what is the same at every step. */
function laneOf(channel: BeatChannel): LaneLayout {
  const name = channelText(channel);
  if (channel === 'lead' || channel === 'second-lead') return { name };
  return { name, levelText: (value) => rhythmText(channel, value) };
}

interface BeatFacts {
  readonly record: string;
  readonly lead: string;
  readonly beat: number;
  /** R peak in samples of the record. */
  readonly sample: number;
  readonly timeS: number;
  /** Symbol of the reference annotation within 150 ms. */
  readonly reference: string | null;
  readonly decided: string;
  readonly probabilities: Readonly<Record<string, number>>;
  readonly target: string;
}

function resultOf(attribution: Attribution, facts: BeatFacts, input: Float32Array) {
  const plain = (values: Float32Array): number[] =>
    Array.from(values, (value) => Number(value.toPrecision(9)));
  const { method, settings, cost, convergence, notes, shape } = attribution;
  return {
    method,
    ...facts,
    values: plain(attribution.values),
    heat: plain(heatOf(attribution)),
    input: plain(input),
    shape: { steps: shape.steps, channels: shape.channels },
    settings,
    cost,
    ...(convergence ? { convergence } : {}),
    notes: notes ?? [],
  };
}

async function writeOutput(path: string, svg: string, result: unknown): Promise<void> {
  const kind = extname(path).toLowerCase();
  if (kind === '.json') await writeWhole(path, `${JSON.stringify(result)}\n`);
  else await writeWhole(path, kind === '.png' ? svgToPng(svg, { scale: 2 }) : svg);
}

function explanationLines(
  result: ReturnType<typeof resultOf>,
  facts: BeatFacts,
  classes: readonly ClassInfo[],
  origin: number,
  samplingFrequency: number,
  out: string | undefined,
): string[] {
  const nameOf = (symbol: string): string =>
    `${classes.find((info) => info.symbol === symbol)?.name ?? 'another class'} (${symbol})`;
  const ms = (step: number): number => Math.round(((step - origin) * 1000) / samplingFrequency);
  const { steps, channels } = result.shape;
  const hot = Array.from({ length: steps }, (_, step) => step).filter((step) =>
    result.heat.slice(step * channels, (step + 1) * channels).some((heat) => heat > 0.7),
  );
  const stretch =
    hot.length === 0
      ? 'nothing is salient'
      : `${hot.length} of ${steps} steps have heat above 0.7, between ${ms(hot[0])} and ${ms(hot[hot.length - 1] + 1)} ms from R`;
  return [
    `record ${facts.record}, lead ${facts.lead}, beat ${facts.beat} at ${facts.timeS.toFixed(2)} s; reference annotation ${facts.reference ?? 'none'}`,
    `decided for ${nameOf(facts.decided)}, probability ${percent(facts.probabilities[facts.decided])}`,
    `${titleOf(result.method)} for ${nameOf(facts.target)}: ${stretch}`,
    `cost: ${Math.round(result.cost.forward * 10) / 10} forward and ${result.cost.backward} backward passes`,
    ...result.notes,
    ...(out === undefined ? [] : [`written: ${out}`]),
  ];
}

function titleOf(method: string): string {
  return method === 'temporal-scores' ? 'Temporal output scores' : attributionMethod(method).title;
}

function peakOf(peaks: Int32Array, beat: number, record: string): number {
  if (peaks.length === 0) {
    throw new SaliogramError(
      'record-too-short',
      `${record}: no beat was found; choose a longer or cleaner recording`,
      {
        details: { record },
      },
    );
  }
  if (beat < peaks.length) return peaks[beat];
  throw new SaliogramError(
    'argument-invalid',
    `--beat: got ${beat}, expected 0 to ${peaks.length - 1} (record ${record} has ${peaks.length} whole beats)`,
    { details: { beat, beats: peaks.length } },
  );
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

/** `name=value` pairs; values that read as JSON are taken as such. */
function methodOptions({ set, seed, method, paper }: Options): Record<string, unknown> {
  const given = set.map((pair): [string, unknown] => {
    const [name, ...rest] = pair.split('=');
    const value = rest.join('=');
    if (name === '' || value === '') {
      throw new SaliogramError(
        'argument-invalid',
        `--set: got "${pair}", expected name=value such as width=20`,
      );
    }
    try {
      return [name, JSON.parse(value) as unknown];
    } catch {
      return [name, value];
    }
  });
  return {
    ...(method === 'random-heat' ? { seed } : {}),
    ...(method === 'learned-mask' && paper ? { paper } : {}),
    ...Object.fromEntries(given),
  };
}

/** The symbol of the annotation nearest to an R peak, within 150 ms. */
function referenceSymbol(
  annotations: readonly Annotation[] | undefined,
  peak: number,
  samplingFrequency: number,
): string | null {
  let nearest: Annotation | undefined;
  for (const annotation of annotations ?? []) {
    if (Math.abs(annotation.sample - peak) > 0.15 * samplingFrequency) continue;
    if (!nearest || Math.abs(annotation.sample - peak) < Math.abs(nearest.sample - peak))
      nearest = annotation;
  }
  return nearest?.symbol ?? null;
}
