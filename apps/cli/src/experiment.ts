import type { OnEvent } from '@saliogram/core';
import type { RecurrentModel } from '@saliogram/nn';
import type { ExperimentResults, SplitResults } from '@saliogram/report';
import type { TableOne } from '@saliogram/explain';
import type { DataSet } from './data-set.ts';
import { spread } from './limit.ts';
import { modelResults } from './model-results.ts';
import { remarksOf, runPaperFigures, settingsOf } from './paper-run.ts';
import type { NamedFigure } from './paper-run.ts';
import { techniquesFor } from './paper-techniques.ts';
import { computeTableOne } from './table-one.ts';

/** One data set of the paper with a model for it. */
export interface ExperimentRequest {
  readonly data: DataSet;
  readonly model: RecurrentModel;
  readonly modelFile: string;
  /** Held-out sequences: examples and Table I are taken from them. */
  readonly test: Uint32Array;
  readonly splits: readonly SplitResults[];
  /** Sequences in Table I. */
  readonly limit: number;
  /** Masks are sought as the paper does. */
  readonly paper: boolean;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** What an experiment came to, for the report and as files. */
export interface Experiment {
  readonly results: ExperimentResults;
  readonly table: TableOne;
  readonly figures: readonly NamedFigure[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The paper's figures and Table I for one data set. */
export async function runExperiment(request: ExperimentRequest): Promise<Experiment> {
  const { data, model, modelFile, test, splits, limit, paper, seed, signal, onEvent } = request;
  const digits = data.name === 'mnist';
  const common = { model, data, techniques: techniquesFor(data.name, paper), seed, signal, onEvent };
  const run = await runPaperFigures({ ...common, from: test });
  const table = await computeTableOne({ ...common, indices: spread(test, limit) });
  const [temporalScores, classModes, saliency] = run.figures;
  return {
    results: {
      data: digits ? 'mnist' : 'ecg',
      dataName: digits ? 'MNIST' : 'ECG',
      classes: data.classes,
      model: await modelResults(model, modelFile, splits),
      figures: { temporalScores: temporalScores.svg, classModes: classModes.svg, saliency: saliency.svg },
      tableOne: table,
      remarks: remarksOf(run, data.classes),
    },
    table,
    figures: run.figures,
    settings: { ...settingsOf(run), 'Table I': table.settings },
  };
}
