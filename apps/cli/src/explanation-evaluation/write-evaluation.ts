import { join } from 'node:path';
import type { ExplanationTable } from '@saliogram/explain';
import { explanationEvaluationReport, explanationsParquet } from '@saliogram/report';
import type { ExplanationEvaluation } from '@saliogram/report';
import { writeWhole } from '../whole-file.ts';
import { evaluationRows } from './evaluation-rows.ts';
import type { EvaluationRun } from './evaluation-run.ts';
import { commandOf } from './evaluation-settings.ts';
import type { MadeMaps } from './make-maps.ts';
import type { SequencesToExplain } from './sequences-to-explain.ts';

/** What an evaluation came to. */
export interface FinishedEvaluation {
  readonly sequences: SequencesToExplain;
  readonly made: MadeMaps;
  readonly table: ExplanationTable;
  readonly results: ExplanationEvaluation;
  /** When it began, in ms of `performance.now`. */
  readonly started: number;
}

/** Writes explanations.parquet, report.html and results.json into a folder. */
export async function writeEvaluation(
  folder: string,
  run: EvaluationRun,
  finished: FinishedEvaluation,
): Promise<void> {
  await writeWhole(join(folder, 'explanations.parquet'), rowsFile(run, finished));
  await writeWhole(join(folder, 'report.html'), page(run, finished));
  await writeWhole(join(folder, 'results.json'), `${JSON.stringify(finished.results)}\n`);
}

function rowsFile(
  { model: { classes }, data, metadata }: EvaluationRun,
  { sequences: { indices, x }, made: { scores, maps }, table }: FinishedEvaluation,
): Uint8Array {
  return explanationsParquet({
    shape: { steps: x.steps, channels: x.channels },
    classes: classes.map(({ symbol }) => symbol),
    rows: evaluationRows({ data, indices, classes, scores, maps, table }),
    metadata: { ...metadata, measures: table.settings },
  });
}

function page(
  { model: { engine }, data, metadata, settings }: EvaluationRun,
  { results, table, started }: FinishedEvaluation,
): string {
  const { sha256 } = metadata['model'] as { readonly sha256: string };
  return explanationEvaluationReport(results, {
    command: commandOf(results, settings),
    created: String(metadata['created']),
    versions: metadata['versions'] as Record<string, string>,
    seeds: { draws: settings.seed, split: results.split.seed },
    hashes: { model: sha256, data: data.dataHash },
    settings: { engine: engine.backend, threads: engine.threads, measures: table.settings },
    seconds: { total: (performance.now() - started) / 1000 },
  });
}
