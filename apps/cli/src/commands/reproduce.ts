import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import * as v from 'valibot';
import { reproductionFindings, reproductionMarkdown, reproductionReport } from '@saliogram/report';
import type { ReproductionResults } from '@saliogram/report';
import { svgToPng } from '@saliogram/report/node';
import type { Experiment } from '../experiment.ts';
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
import { recipeNames } from '../recipe.ts';
import { reproduceEcg, reproduceMnist } from '../reproduction.ts';
import type { ReproductionRequest } from '../reproduction.ts';
import { createTerminal } from '../terminal.ts';
import { version } from '../version.ts';
import { writeWhole } from '../whole-file.ts';

const options = v.object({
  ...commonOptions,
  ...engineOptions,
  data: v.optional(text),
  out: v.optional(text, 'saliogram-paper'),
  pretrained: v.optional(v.boolean(), false),
  model: v.optional(text),
  recipe: v.optional(oneOf(recipeNames), 'chrono'),
  epochs: v.optional(wholeNumber(1, 100_000)),
  limit: v.optional(wholeNumber(1), 500),
  paper: v.optional(v.boolean(), false),
});

export function define(command: Command, signal: AbortSignal): void {
  command
    .option('--out <dir>', 'folder of the report, figures and numbers (default: saliogram-paper)')
    .option('--pretrained', 'use the models that come with Saliogram instead of training')
    .option('--model <file>', 'use this ECG model instead of training one')
    .option('--recipe <name>', 'of training, where no model is given: chrono or paper (default: chrono)')
    .option('--epochs <number>', "of training (default: the recipe's)")
    .option('--limit <number>', 'sequences in Table I (default: 500)')
    .option('--paper', 'seek learned masks as the paper does: Adam, 1e-3, 1000 iterations (slow)');
  withCommonOptions(
    withEngineOptions(withDataOption(command)),
    'saliogram reproduce --data data/mitdb --out paper --pretrained',
  );
  command.action(async () => {
    const settings = parseOptions(options, command.opts());
    const { json, seed, out } = settings;
    const terminal = createTerminal(json);
    const started = performance.now();
    const request: ReproductionRequest = { ...settings, folder: settings.data, terminal, signal };
    const { experiment: ecg, beats, notices } = await reproduceEcg(request);
    const mnist = await reproduceMnist(request);
    const experiments = [ecg, ...(mnist.experiment ? [mnist.experiment] : [])];
    const results: ReproductionResults = {
      notices: [...notices, ...mnist.notices],
      beats,
      experiments: experiments.map((experiment) => experiment.results),
      provenance: {
        command: commandLine(settings),
        created: new Date().toISOString(),
        versions: { saliogram: version, node: process.version },
        seeds: { seed },
        hashes: Object.fromEntries(
          experiments.flatMap(({ results: { dataName, model } }) => [
            [`${dataName} model`, model.sha256 ?? ''],
            [`${dataName} data`, model.metadata.dataHash ?? ''],
          ]),
        ),
        settings: Object.fromEntries(
          experiments.map(({ results: { dataName }, settings: own }) => [dataName, own]),
        ),
        seconds: { total: Math.round((performance.now() - started) / 1000) },
      },
    };
    const report = await writeResults(out, results, experiments);
    const findings = reproductionFindings(results);
    terminal.result({ report, results: join(out, 'results.json'), findings, notices: results.notices }, [
      ...findings.flatMap(({ claim, found, verdict, why }) => [
        `${verdict.padEnd(12)} ${claim}`,
        `             ${found}${why === '' ? '' : ` ${why}`}`,
      ]),
      ...(results.notices ?? []),
      `Report: ${resolve(report)}`,
    ]);
  });
}

async function writeResults(
  out: string,
  results: ReproductionResults,
  experiments: readonly Experiment[],
): Promise<string> {
  for (const { name, svg } of experiments.flatMap((experiment) => experiment.figures)) {
    await writeWhole(join(out, 'figures', `${name}.svg`), svg);
    await writeWhole(join(out, 'figures', `${name}.png`), svgToPng(svg, { scale: 2 }));
  }
  const numbers = {
    ...results,
    experiments: results.experiments.map(({ figures: _figures, ...numbersOnly }) => numbersOnly),
    findings: reproductionFindings(results),
  };
  await writeWhole(join(out, 'results.json'), `${JSON.stringify(numbers, null, 2)}\n`);
  await writeWhole(
    join(out, 'results.md'),
    reproductionMarkdown(results, (figure, data) => `figures/figure-${figure}-${data}.svg`),
  );
  const report = join(out, 'report.html');
  await writeWhole(report, reproductionReport(results));
  return report;
}

function commandLine(settings: v.InferOutput<typeof options>): string {
  const { pretrained, model, recipe, epochs, limit, paper, seed, data } = settings;
  const training = [`--recipe ${recipe}`, ...(epochs ? [`--epochs ${epochs}`] : [])];
  const parts = [
    'saliogram reproduce',
    ...(data === undefined ? [] : ['--data DIR']),
    ...(pretrained ? ['--pretrained'] : model === undefined ? training : ['--model FILE']),
    `--limit ${limit}`,
    ...(paper ? ['--paper'] : []),
    `--seed ${seed}`,
  ];
  return parts.join(' ');
}
