import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import * as v from 'valibot';
import { sha256Hex } from '@saliogram/core';
import { attributionMethod } from '@saliogram/explain';
import type { RecurrentModel } from '@saliogram/nn';
import { directoryStore } from '@saliogram/records/node';
import { auditMarkdown, auditReport } from '@saliogram/report';
import type { Provenance } from '@saliogram/report';
import { auditLines } from '../audit/audit-lines.ts';
import { auditModels } from '../audit/audit-models.ts';
import { loadAudited } from '../audit/audited-model.ts';
import type { AuditedModel } from '../audit/audited-model.ts';
import { AUDIT_METHODS } from '../audit/explain-beats.ts';
import { VERDICT_RULES } from '../audit/verdict.ts';
import { requireData } from '../data-folder.ts';
import { openModel, requireShippedModel } from '../model-file.ts';
import {
  commonOptions,
  engineOptions,
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

const options = v.object({
  ...commonOptions,
  ...engineOptions,
  model: v.optional(text),
  against: v.optional(text),
  data: v.optional(text),
  limit: v.optional(wholeNumber(2), 200),
  methods: v.optional(
    v.pipe(
      text,
      v.transform((list) => list.split(',').map((name) => name.trim())),
    ),
    AUDIT_METHODS.join(','),
  ),
  report: v.optional(text),
  markdown: v.optional(text),
});
type Options = v.InferOutput<typeof options>;

export function define(command: Command, signal: AbortSignal): void {
  command
    .option('--model <file>', 'model file (default: the MIT-BIH model that comes with Saliogram)')
    .option('--against <file>', 'second model, whose explanations of the same beats are compared')
    .option('--limit <number>', 'beats, about equally many of each class (default: 200)')
    .option('--methods <names>', `explanation methods (default: ${AUDIT_METHODS.join(',')})`)
    .option('--report <file>', 'write an HTML page with tables and figures too')
    .option('--markdown <file>', 'write the tables as Markdown too');
  withCommonOptions(
    withEngineOptions(withDataOption(command)),
    'saliogram audit --model mitdb.safetensors --against patient.safetensors --data data/mitdb --report audit.html',
  );
  command.action(() => runAudit(parseOptions(options, command.opts()), signal));
}

async function runAudit(settings: Options, signal: AbortSignal): Promise<void> {
  const { json, seed, limit, methods, backend, threads, against } = settings;
  // A wrong name is told before the data is read.
  methods.forEach(attributionMethod);
  const started = performance.now();
  const terminal = createTerminal(json);
  const work = { signal, onEvent: terminal.onEvent };
  const paths = [
    settings.model ?? (await requireShippedModel('mitdb-lstm')),
    ...(against === undefined ? [] : [against]),
  ];
  const opened: RecurrentModel[] = [];
  try {
    for (const path of paths)
      opened.push(await openModel(path, { backend, ...(threads ? { threads } : {}) }));
    const models: AuditedModel[] = [];
    for (const [m, path] of paths.entries()) {
      models.push(await loadAudited(path, opened[m], { data: settings.data, ...work }));
    }
    const store = directoryStore(await requireData('mitdb', settings.data));
    const results = await auditModels({ models, store, methods, limit, seed, work });
    const command = commandLine(settings, models);
    if (settings.markdown !== undefined) {
      await writeWhole(settings.markdown, auditMarkdown(results, command, VERDICT_RULES));
    }
    if (settings.report !== undefined) {
      const provenance = await provenanceOf(command, settings, paths, models, opened[0].engine, started);
      await writeWhole(settings.report, auditReport(results, VERDICT_RULES, provenance));
    }
    terminal.result({ ...results, rules: VERDICT_RULES }, auditLines(results, VERDICT_RULES));
  } finally {
    for (const model of opened) await model.close();
  }
}

async function provenanceOf(
  command: string,
  { seed, methods, limit }: Options,
  paths: readonly string[],
  models: readonly AuditedModel[],
  { backend, threads }: RecurrentModel['engine'],
  started: number,
): Promise<Provenance> {
  const hashes: Record<string, string> = {};
  for (const [m, { file, dataHash }] of models.entries()) {
    hashes[file] = await sha256Hex(await readFile(paths[m]));
    hashes[`beats of ${file}`] = dataHash;
  }
  return {
    command,
    created: new Date().toISOString(),
    versions: { saliogram: version, node: process.version },
    seeds: { audit: seed },
    hashes,
    settings: { methods: methods.join(', '), limit, engine: backend, threads },
    seconds: { total: (performance.now() - started) / 1000 },
  };
}

function commandLine({ limit, methods, seed }: Options, models: readonly AuditedModel[]): string {
  const [first, second] = models;
  return [
    `saliogram audit --model ${first.file}`,
    ...(second === undefined ? [] : [`--against ${second.file}`]),
    `--limit ${limit}`,
    ...(methods.join(',') === AUDIT_METHODS.join(',') ? [] : [`--methods ${methods.join(',')}`]),
    `--seed ${seed}`,
  ].join(' ');
}
