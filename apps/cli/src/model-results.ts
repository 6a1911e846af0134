import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as v from 'valibot';
import { isSaliogramError, sha256Hex } from '@saliogram/core';
import { keepsPatientsApart } from '@saliogram/datasets';
import type { RecurrentModel, ModelMetadata } from '@saliogram/nn';
import type { ModelResults, SplitResults, TrainingPoint } from '@saliogram/report';
import type { Evaluation } from '@saliogram/training';
import { examplesPath } from './model-file.ts';
import { readTrainingExamples } from './training-examples.ts';

/** The metrics of a split, as `saliogram train` stores them under the split's name. */
export interface SplitMetrics {
  readonly validation?: Evaluation;
  readonly test: Evaluation;
  readonly baselines?: { readonly majority?: Evaluation; readonly oneNearestNeighbour?: Evaluation };
}

/** A model as a report describes it, with these splits, else with those of its metadata. */
export async function modelResults(
  model: RecurrentModel,
  path: string,
  splits?: readonly SplitResults[],
): Promise<ModelResults> {
  const { metadata } = model;
  const history = historyOf(metadata);
  const examples = await readTrainingExamples(path).catch((error: unknown) => {
    // A model without them, or with those of another beside it, is described all the same.
    if (isSaliogramError(error)) return undefined;
    throw error;
  });
  return {
    file: basename(path),
    sha256: await sha256Hex(await readFile(path)),
    metadata,
    splits: splits ?? storedSplits(metadata),
    ...(history ? { history } : {}),
    ...(examples && {
      examples: { file: basename(examplesPath(path)), count: examples.examples.length },
    }),
  };
}

/** A split for a report: what was measured on its test part. */
export function splitResults(
  name: string,
  description: string,
  { test, baselines }: SplitMetrics,
): SplitResults {
  return {
    name,
    description,
    patientDisjoint: keepsPatientsApart(name),
    evaluation: test,
    ...baselines,
  };
}

const evaluation = v.looseObject({
  n: v.number(),
  accuracy: v.number(),
  perClass: v.record(v.string(), v.unknown()),
});
const storedMetrics = v.record(v.string(), v.looseObject({ test: evaluation, by: v.optional(v.string()) }));

/** The splits whose metrics the model file holds; none when it holds none that can be read. */
export function storedSplits(metadata: ModelMetadata): SplitResults[] {
  const parsed = v.safeParse(storedMetrics, metadata.metrics ?? {});
  if (!parsed.success) return [];
  return Object.entries(parsed.output).map(([name, metrics]) =>
    splitResults(
      name,
      metrics.by === undefined
        ? 'As measured when the model was trained.'
        : `By ${metrics.by}, a model trained on this split, as measured then.`,
      metrics as unknown as SplitMetrics,
    ),
  );
}

const storedHistory = v.looseObject({
  history: v.array(
    v.looseObject({
      epoch: v.number(),
      trainLoss: v.number(),
      trainAccuracy: v.number(),
      crossEntropy: v.number(),
      accuracy: v.number(),
      timeScale: v.optional(v.number()),
    }),
  ),
});

function historyOf(metadata: ModelMetadata): TrainingPoint[] | undefined {
  const parsed = v.safeParse(storedHistory, metadata.training);
  return parsed.success ? parsed.output.history : undefined;
}
