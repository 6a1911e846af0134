import { createRandom } from '@saliogram/core';
import type { OnEvent, ScoresModel } from '@saliogram/core';
import type { Split } from '@saliogram/datasets';
import type { BaselineResults, EvaluationResults } from '@saliogram/report';
import {
  BASELINES,
  abstentionCurve,
  calibrationOf,
  compareMacroF1,
  confidencesOf,
  evaluateDecisions,
  evaluateEachGroup,
  evaluateGroups,
  evaluatePredictions,
  fitTemperature,
  predictClasses,
  subsetOf,
} from '@saliogram/training';
import type { Decisions } from '@saliogram/training';
import type { DataSet } from '../data-set.ts';
import { spread } from '../limit.ts';

/** What to judge, on what. */
export interface EvaluationRequest {
  readonly model: ScoresModel;
  readonly data: DataSet;
  readonly split: Split;
  readonly part: 'train' | 'validation' | 'test';
  /** Of sequences of the part, and of those that the temperature is fitted on. */
  readonly limit: number | undefined;
  /** The sequences as recorded, for the baselines; none without. */
  readonly raw: DataSet | undefined;
  readonly seed: number;
  readonly work: { readonly signal: AbortSignal; readonly onEvent: OnEvent };
}

/** What an evaluation comes to but for the names of things. */
export type Measured = Pick<
  EvaluationResults,
  | 'drawn'
  | 'intervals'
  | 'records'
  | 'calibration'
  | 'abstention'
  | 'baselines'
  | keyof ReturnType<typeof evaluateDecisions>
> & { readonly indices: Uint32Array };

/** Measures a model on one part of a split: rates with intervals, calibration, abstention, records, baselines. */
export async function evaluateModel(request: EvaluationRequest): Promise<Measured> {
  const { model, data, split, part, limit, seed, work } = request;
  const { beats } = data;
  const some = (indices: Uint32Array): Uint32Array =>
    limit === undefined ? indices : spread(indices, limit);
  const indices = some(split[part]);
  const predictions = await predictClasses(model, data, indices, work);
  const scaled =
    part === 'validation' || split.validation.length === 0
      ? undefined
      : fitTemperature(await predictClasses(model, data, some(split.validation), work));
  // The same seed draws the same patients for the model and every baseline.
  const draws = () => ({
    groupOf: Uint32Array.from(indices, (i) => beats?.groups[i] ?? i),
    random: createRandom(seed),
  });
  const { decisions, labels } = predictions;
  return {
    ...evaluatePredictions(predictions),
    indices,
    drawn: beats ? 'patients' : 'sequences',
    intervals: evaluateGroups(predictions, draws()),
    records: beats
      ? evaluateEachGroup(
          predictions,
          Uint16Array.from(indices, (i) => beats.recordOf[i]),
          beats.recordNames,
        )
      : [],
    calibration: {
      asTrained: calibrationOf(predictions),
      ...(scaled === undefined
        ? {}
        : { scaled: { temperature: scaled, ...calibrationOf(predictions, { temperature: scaled }) } }),
    },
    abstention: abstentionCurve(
      confidencesOf(predictions),
      Array.from(decisions, (decided, i) => decided === labels[i]),
    ),
    baselines: await measureBaselines(request, indices, predictions, draws),
  };
}

async function measureBaselines(
  { raw, split, work }: EvaluationRequest,
  indices: Uint32Array,
  model: Decisions,
  draws: () => Parameters<typeof evaluateGroups>[1],
): Promise<Record<string, BaselineResults>> {
  if (raw === undefined) return {};
  const known = subsetOf(raw, split.train);
  const asked = subsetOf(raw, indices);
  const results: Record<string, BaselineResults> = {};
  for (const [key, baseline] of Object.entries(BASELINES)) {
    // Pixels have no gain or offset to take away.
    if (!raw.beats && key === 'oneNearestNeighbour') continue;
    const decided = { ...model, decisions: await baseline.decide(known, asked, work) };
    results[key] = {
      name: baseline.name,
      ...evaluateDecisions(decided.labels, decided.decisions, decided.classes),
      intervals: evaluateGroups(decided, draws()),
      modelLessBaseline: compareMacroF1(model, decided, draws()),
    };
  }
  return results;
}
