import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import * as v from 'valibot';
import { softmax } from '@saliogram/core';
import { demoReport } from '@saliogram/report';
import type { DemoBeat } from '@saliogram/report';
import type { RecurrentModel } from '@saliogram/nn';
import { findData } from '../data-folder.ts';
import { openDemoRecording } from '../demo-recording.ts';
import type { DemoRecording } from '../demo-recording.ts';
import { openModel, requireShippedModel } from '../model-file.ts';
import { modelResults } from '../model-results.ts';
import {
  commonOptions,
  engineOptions,
  parseOptions,
  text,
  withCommonOptions,
  withDataOption,
  withEngineOptions,
} from '../options.ts';
import { remarksOf, runPaperFigures, settingsOf } from '../paper-run.ts';
import type { PaperRun } from '../paper-run.ts';
import { techniquesFor } from '../paper-techniques.ts';
import { beatPreprocessingOf } from '../preprocessing.ts';
import { createTerminal } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { heatOnTruth } from '../truth.ts';
import { version } from '../version.ts';
import { openBrowser } from '../view-server/open-browser.ts';
import { runView } from '../view-server/run-view.ts';
import { writeWhole } from '../whole-file.ts';

const options = v.object({
  ...commonOptions,
  ...engineOptions,
  data: v.optional(text),
  model: v.optional(text),
  out: v.optional(text, 'saliogram-demo'),
  open: v.optional(v.boolean(), false),
  view: v.optional(v.boolean(), true),
});
type Options = v.InferOutput<typeof options>;

export function define(command: Command, signal: AbortSignal): void {
  command
    .option('--model <file>', 'model file (default: the MIT-BIH model that comes with Saliogram)')
    .option('--out <dir>', 'folder of the report (default: saliogram-demo)')
    .option('--open', 'open the report in the browser')
    .option('--no-view', 'end with the report: do not open the viewer');
  withCommonOptions(withEngineOptions(withDataOption(command)), 'saliogram demo --open');
  command.action(async () => {
    const settings = parseOptions(options, command.opts());
    const { threads, backend } = settings;
    const path = settings.model ?? (await requireShippedModel('mitdb-lstm'));
    const model = await openModel(path, { backend, ...(threads ? { threads } : {}) });
    const terminal = createTerminal(settings.json);
    const explained = await runDemo(model, path, settings, terminal, signal).finally(() => model.close());
    await endInViewer(explained, settings, terminal, signal);
  });
}

/** Opens the viewer where a person is there to close it again, else tells how to. */
async function endInViewer(
  record: string | undefined,
  { model, view, json }: Options,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { CI = '' } = process.env;
  if (view && !json && process.stdout.isTTY && ['', '0', 'false'].includes(CI)) {
    const request = { ...(record ? { record } : {}), ...(model ? { model } : {}) };
    await runView(request, { browser: true, terminal, signal });
    return;
  }
  const words = ['saliogram view', ...(record ? [record] : []), ...(model ? ['--model', model] : [])];
  terminal.note(`See it in the viewer: ${words.join(' ')}`);
}

/** Explains and reports; returns the path of the record whose beat was explained last, if it is a real one. */
async function runDemo(
  model: RecurrentModel,
  path: string,
  settings: Options,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { seed, out } = settings;
  const started = performance.now();
  const { onEvent } = terminal;
  const preprocessing = beatPreprocessingOf(model.metadata);
  const recording = await openDemoRecording({ folder: settings.data, seed, preprocessing, signal, onEvent });
  if (recording.synthetic) {
    terminal.note(
      'No MIT-BIH data at hand: this is a synthetic recording ("saliogram data pull mitdb" fetches the real ones).',
    );
  }
  const { data } = recording;
  const from = Uint32Array.from(data.labels, (_, i) => i);
  const run = await runPaperFigures({
    model,
    data,
    from,
    techniques: techniquesFor('mitdb', false),
    seed,
    signal,
    onEvent,
  });
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  const report = join(out, 'report.html');
  await writeWhole(report, await reportOf(run, recording, model, path, settings, seconds));
  for (const { name, svg } of run.figures) await writeWhole(join(out, `${name}.svg`), svg);
  const missing = run.examples.missing.map((info) => info.symbol);
  terminal.result(
    {
      report,
      synthetic: recording.synthetic,
      figures: run.figures.map(({ name }) => `${name}.svg`),
      missing,
      seconds,
    },
    [
      recording.synthetic
        ? 'The recording is synthetic: no heart made it.'
        : `The beats are real: ${recording.title}.`,
      ...(missing.length > 0
        ? [`No beat that the model gets right was found of: ${missing.join(', ')}`]
        : []),
      `Report: ${resolve(report)} (${seconds.toFixed(0)} s)`,
      'Every method on a beat of a record: saliogram explain --record data/mitdb/119 --beat 5 --method all --per-wave',
    ],
  );
  if (settings.open && !(await openBrowser(pathToFileURL(resolve(report)).href))) {
    terminal.note('No browser could be started here: open the report in one.');
  }
  return recordOf(run, recording, settings);
}

async function recordOf(
  { examples }: PaperRun,
  { synthetic, data: { beats } }: DemoRecording,
  { data }: Options,
): Promise<string | undefined> {
  const folder = synthetic ? undefined : await findData('mitdb', data);
  const last = examples.indices.at(-1);
  if (folder === undefined || beats === undefined || last === undefined) return undefined;
  return join(folder, beats.recordNames[beats.recordOf[last]]);
}

async function reportOf(
  run: PaperRun,
  recording: DemoRecording,
  model: RecurrentModel,
  path: string,
  { seed }: Options,
  seconds: number,
): Promise<string> {
  const { data, synthetic, title } = recording;
  const [temporalScores, classModes, saliency] = run.figures;
  const results = await modelResults(model, path);
  return demoReport({
    synthetic,
    recording: title,
    strip: await recording.strip(run.examples.indices),
    beats: demoBeats(run, recording, model.classes.length),
    figures: { temporalScores: temporalScores.svg, classModes: classModes.svg, saliency: saliency.svg },
    ...(recording.truth
      ? { truth: heatOnTruth(run, (index) => recording.truth?.(index) ?? new Uint8Array(0)) }
      : {}),
    remarks: remarksOf(run, data.classes),
    model: results,
    provenance: {
      command: 'saliogram demo',
      created: new Date().toISOString(),
      versions: { saliogram: version, node: process.version },
      seeds: { seed },
      hashes: { model: results.sha256 ?? '', data: data.dataHash },
      settings: {
        model: basename(path),
        engine: model.engine.backend,
        threads: model.engine.threads,
        ...settingsOf(run),
      },
      seconds: { total: seconds },
    },
  });
}

function demoBeats(run: PaperRun, { data }: DemoRecording, classes: number): DemoBeat[] {
  const probabilities = softmax(run.scores, classes);
  return Array.from(run.examples.targets, (target, b) => ({
    reference: data.classes[target].symbol,
    timeS: (data.beats?.peaks[run.examples.indices[b]] ?? 0) / (data.beats?.samplingFrequency ?? 1),
    probabilities: Array.from(probabilities.subarray(b * classes, (b + 1) * classes)),
  }));
}
