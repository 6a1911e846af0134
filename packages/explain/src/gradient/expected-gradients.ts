import { createRandom } from '@saliogram/core';
import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { checkInteger } from '../attribution/check-argument.ts';
import { objectivesOf } from '../attribution/completeness.ts';
import { cellsOf } from '../attribution/sequence-end.ts';
import { BASELINE_DEFAULTS, baselineSettings, isDrawn } from '../baselines/baseline.ts';
import type { Baseline, BaselineOptions, BaselineReference } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import { dataToDraw } from '../baselines/data-to-draw.ts';
import { gradientsAt } from './point-gradients.ts';

/** Options of {@link expectedGradients}. */
export interface ExpectedGradientsOptions extends RunOptions, Omit<BaselineOptions, 'baseline'> {
  /** Default `data`: sequences drawn from `reference.data`, or where that is not given from the explained ones. */
  readonly baseline?: Baseline;
  /** Draws of a baseline and of a place between it and x; default 100. */
  readonly samples?: number;
  /** What is differentiated; default `score`. */
  readonly objective?: Objective;
}

const SAMPLE_DEFAULTS = { baseline: 'data', samples: 100, objective: 'score' } as const;

/** The defaults of {@link expectedGradients}. */
export const EXPECTED_GRADIENTS_DEFAULTS = { ...BASELINE_DEFAULTS, ...SAMPLE_DEFAULTS } as const;

/**
 * Expected gradients (GradientSHAP): the mean of (x - b) d s_c / d x at b + a (x - b) over drawn baselines b and places
 * a in [0, 1), of which each of n equal parts has one.
 *
 * In expectation the values add up to s_c(x) less the mean of s_c(b). `completenessGap` tells how far these draws miss
 * that, and `completenessError` its standard error as if every a were drawn freely, which is no less than the true one.
 * Cost: one forward and one backward pass per sample, and one forward per baseline drawn and sequence.
 * Source: Erion et al. 2021; Lundberg and Lee 2017.
 *
 * @throws `model-mismatch` when the model has no gradient, `argument-invalid` where a single sequence is to be its own baseline
 */
export async function expectedGradients(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: ExpectedGradientsOptions = {},
): Promise<Attribution> {
  const where = 'expected gradients';
  requireCapability(model, 'scoreGradient', 'expected-gradients');
  const { samples, objective, seed } = { ...EXPECTED_GRADIENTS_DEFAULTS, ...options };
  const baseline = options.baseline ?? SAMPLE_DEFAULTS.baseline;
  checkInteger(where, 'samples', samples, 2);
  const reference = referenceOf(where, x, baseline, options.reference ?? {});
  const given: BaselineOptions = { ...options, baseline, reference };
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const baselines = baselineSequences(where, x, given, samples);
  // Not the stream of the baselines: a place must not depend on which baseline it leads from.
  const random = createRandom(~seed);
  const places = Float64Array.from({ length: samples }, (_, k) => (k + random.uniform()) / samples);
  const size = x.steps * x.channels;
  const sums = new Float64Array(x.values.length);
  const squares = new Float64Array(x.values.length);
  const totals = new Float64Array(x.batch * samples);
  const points = {
    count: samples,
    move(point: Float32Array, b: number, k: number): void {
      for (let i = 0; i < cellsOf(x, b); i++) {
        const from = baselines[k].values[b * size + i];
        point[i] = from + places[k] * (point[i] - from);
      }
    },
    take(gradient: Float32Array, b: number, k: number): void {
      for (let i = 0; i < cellsOf(x, b); i++) {
        const cell = b * size + i;
        const part = gradient[i] * (x.values[cell] - baselines[k].values[cell]);
        sums[cell] += part;
        squares[cell] += part * part;
        totals[b * samples + k] += part;
      }
    },
  };
  await gradientsAt(model, x, classOf, objective, points, where, options);
  const different = isDrawn(baseline) ? baselines : baselines.slice(0, 1);
  const rises = await risesFrom(model, x, different, classOf, objective, where, options);
  const gaps = Array.from({ length: x.batch }, (_, b) =>
    meanAndError(
      Array.from(
        totals.subarray(b * samples, (b + 1) * samples),
        (total, k) => total - rises[k % rises.length][b],
      ),
    ),
  );
  return {
    method: 'expected-gradients',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values: Float32Array.from(sums, (sum) => sum / samples),
    heat: { scaling: 'magnitude', floor: 1e-6 },
    settings: { ...baselineSettings(given), samples, seed, objective },
    standardErrors: Float32Array.from(sums, (sum, i) =>
      Math.sqrt(Math.max(0, squares[i] - (sum * sum) / samples) / (samples - 1) / samples),
    ),
    completenessGap: gaps.map(({ mean }) => mean),
    completenessError: gaps.map(({ error }) => error),
    cost: passesSince(model, start),
  };
}

/** Of each of several baselines, the objective of each sequence less that of its baseline. */
async function risesFrom(
  model: ScoreGradientModel,
  x: SequenceBatch,
  baselines: readonly SequenceBatch[],
  targets: Int32Array,
  objective: Objective,
  where: string,
  options: RunOptions,
): Promise<Float64Array[]> {
  const ends = await objectivesOf(model, x, targets, objective, where, options);
  const rises: Float64Array[] = [];
  for (const baseline of baselines) {
    const starts = await objectivesOf(model, baseline, targets, objective, where, options);
    rises.push(ends.map((end, b) => end - starts[b]));
  }
  return rises;
}

function referenceOf(
  where: string,
  x: SequenceBatch,
  baseline: Baseline,
  reference: BaselineReference,
): BaselineReference {
  if (baseline !== 'data') return reference;
  return { ...reference, data: dataToDraw(where, x, reference.data, 'reference.data') };
}

function meanAndError(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const spread = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(spread / values.length) };
}
